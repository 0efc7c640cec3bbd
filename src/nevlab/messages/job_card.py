"""What the job card, its record and the check say."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    # What is typed into a job card
    "entry": {"en": "{field}: {why}", "zh": "{field}：{why}"},
    "field-unknown": {
        "en": "The job card has no field “{field}”; it has: {allowed}.",
        "zh": "工单里没有「{field}」这一栏；可用的是：{allowed}。",
    },
    "fields-twice": {
        "en": "Each field of a job card needs an id of its own; given: {ids}.",
        "zh": "工单各栏的 id 不能重复；现在是：{ids}。",
    },
    "number-unreadable": {
        "en": "“{typed}” is not one number. Write digits, for example 38.1.",
        "zh": "「{typed}」不是一个数。写成数字，例如 38.1。",
    },
    "number-comma": {
        "en": "“{typed}” can be read in two ways: write {thousands} or {decimal}.",
        "zh": "「{typed}」有两种读法：写成 {thousands} 或 {decimal}。",
    },
    "number-in-other-unit": {
        "en": "“{typed}” is not in {unit}. Convert it, and write the number alone or with {unit} behind it.",
        "zh": "「{typed}」的单位不是 {unit}。换算以后只写数字，或在数字后面写 {unit}。",
    },
    "number-without-unit": {
        "en": "“{typed}”: this number has no unit. Write the number alone.",
        "zh": "「{typed}」：这个数没有单位，只写数字。",
    },
    "number-not-finite": {
        "en": "“{typed}” is not a finite number. Write what you read or worked out, for example 38.1.",
        "zh": "「{typed}」不是有限的数。写你读到或算出的数，例如 38.1。",
    },
    "number-out-of-range": {
        "en": "{field}: {value} is outside the allowed range {range}. Check reading and unit.",
        "zh": "{field}：{value} 超出允许范围 {range}。检查读数和单位。",
    },
    "key-unknown": {
        "en": "{field}: {entered} is not an option; choose from: {allowed}.",
        "zh": "{field}：没有 {entered} 这个选项；可选：{allowed}。",
    },
    "order-not-a-list": {
        "en": "{field}: an order of work is a list of steps, not {entered}.",
        "zh": "{field}：作业顺序要写成步骤的列表，不能是 {entered}。",
    },
    "order-twice": {
        "en": "{field}: each step stands once; twice: {steps}.",
        "zh": "{field}：每个步骤只出现一次；重复的有：{steps}。",
    },
    "text-not-text": {"en": "{field}: write words, not {entered}.", "zh": "{field}：写文字，不能是 {entered}。"},
    "text-too-long": {
        "en": "{field}: {length} characters; at most {longest} are taken. Shorten it.",
        "zh": "{field}：有 {length} 个字，最多 {longest} 个。写短一些。",
    },
    # Whose car it is
    "no-student-number": {
        "en": "Your student number is not entered yet. Enter it at the top of the job card: your car depends on it.",
        "zh": "还没有填学号。先在工单最上面填学号：你的车由学号决定。",
    },
    "student-number-unreadable": {
        "en": "“{entered}” cannot be a student number: letters A–Z, digits, - and _, at most 32 characters.",
        "zh": "「{entered}」不能作学号：只用字母 A–Z、数字、- 和 _，最多 32 个字符。",
    },
    "student-number-fixed": {
        "en": "You have measured on the car of {known}, so the number can no longer become {entered}. If {known} is "
        "wrong, unpack the handout again into a new folder and start there.",
        "zh": "已经在 {known} 的车上测量过，学号不能再改成 {entered}。"
        "如果 {known} 填错了，把下发的压缩包重新解压到新文件夹，从那里开始。",
    },
    # The record
    "record-missing": {"en": "There is no record {name}.", "zh": "没有工单记录 {name}。"},
    "record-torn": {
        "en": "Line {line} of the record is torn off (power or disk failed while it was written); it is left out.",
        "zh": "工单记录第 {line} 行不完整（写入时断电或磁盘出错），已略去。",
    },
    "record-strange": {
        "en": "Line {line} of the record is not one that a job card writes; it is left out.",
        "zh": "工单记录第 {line} 行不是工单写的内容，已略去。",
    },
    "record-two-classes": {
        "en": "The record was opened for the class “{first}” and again for “{second}”; the first counts.",
        "zh": "工单记录先属于班级「{first}」，后来又属于「{second}」；以前者为准。",
    },
    "record-number-changed": {
        "en": "The student number was changed from {before} to {after} after something was measured.",
        "zh": "测量以后学号由 {before} 改成了 {after}。",
    },
    "record-format": {
        "en": "The record has format {format}; this version of nevlab knows {known}.",
        "zh": "工单记录的格式是 {format}；这个版本的 nevlab 只认识 {known}。",
    },
    "record-too-long": {
        "en": "The record is longer than {bytes} bytes or {lines} lines; the rest is left out.",
        "zh": "工单记录超过 {bytes} 字节或 {lines} 行，其余部分已略去。",
    },
    "record-version": {
        "en": "Measured with nevlab {found}, while {installed} is installed here: a reading that is checked here may "
        "come out differently.",
        "zh": "测量时 nevlab 的版本是 {found}，这里安装的是 {installed}：在这里核对时读数可能不同。",
    },
    "remarks-more": {"en": "{number} more remarks of this kind.", "zh": "另有 {number} 条类似情况。"},
    "record-unknown-field": {
        "en": "The record has an entry “{field}”, which this job card does not ask for.",
        "zh": "工单记录里有「{field}」一项，这张工单没有这一栏。",
    },
    "answer-differs": {
        "en": "{field}: the job card says {entered}, the notebook's cell says {plain}; the job card counts.",
        "zh": "{field}：工单里是 {entered}，单元格里是 {plain}；以工单为准。",
    },
    "record-full": {
        "en": "The record {name} is full. Unpack the handout again into a new folder and start there.",
        "zh": "工单记录 {name} 已写满。把下发的压缩包重新解压到新文件夹，从那里开始。",
    },
    "record-not-written": {
        "en": "Not saved: {path} cannot be written ({why}). Free space or move the folder to where you may write, "
        "then enter it again.",
        "zh": "没有保存：{path} 写不进去（{why}）。腾出空间，或把文件夹移到可以写入的地方，再重新填写。",
    },
    "event-not-plain": {
        "en": "An action's details must be plain numbers, texts, lists and dicts without NaN: {event}",
        "zh": "操作的细节只能是普通的数、文字、列表和字典，不含 NaN：{event}",
    },
    "event-too-long": {
        "en": "An action's details take {length} bytes; at most {longest} are recorded.",
        "zh": "操作的细节占 {length} 字节，最多记录 {longest} 字节。",
    },
    # Check and hand in
    "notebook-missing": {
        "en": "The notebook {name} cannot be read. Save it (Ctrl+S) under this name.",
        "zh": "读不到笔记本 {name}。用这个名字保存（Ctrl+S）。",
    },
    "check-name-missing": {
        "en": "“{name}” is not there yet. Run all cells above (menu Run → Run All Cells), then check again.",
        "zh": "还没有「{name}」。先运行上面所有单元格（菜单 Run → Run All Cells），再检查。",
    },
    "check-failed": {
        "en": "This test could not be carried out with your answer ({error}: {words}).",
        "zh": "用你的答案做不了这项检查（{error}：{words}）。",
    },
    "check-partly": {"en": "{earned} of {points} points so far.", "zh": "目前 {points} 分中得 {earned} 分。"},
    "hand-in-no-notebook": {
        "en": "The notebook must lie here as {name}; there is: {others}. Rename it to {name}, then hand in.",
        "zh": "笔记本必须以 {name} 为名放在这里；现在有：{others}。改名为 {name} 后再提交。",
    },
    "hand-in-not-saved": {
        "en": "{name} is not saved since you changed it. Save first (Ctrl+S), then hand in.",
        "zh": "{name} 修改以后还没有保存。先保存（Ctrl+S），再提交。",
    },
    "hand-in-not-written": {
        "en": "Not handed in: {path} cannot be written ({why}). Free space or close the zip in other programs, "
        "then hand in again.",
        "zh": "没有提交：{path} 写不进去（{why}）。腾出空间，或在其他程序中关闭这个压缩包，再重新提交。",
    },
}
