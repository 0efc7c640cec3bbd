"""What is refused at a place of work: the refusal, and under ``<key>-happens`` what would have happened."""

from __future__ import annotations

from collections.abc import Mapping

WORDS: Mapping[str, Mapping[str, str]] = {
    # The stations
    "unprotected": {
        "en": "Refused: this is work on live parts. First set up barrier, supervisor and protection (first button).",
        "zh": "已拒绝：这是带电作业。先设好围栏，监护人到位，穿戴防护用品（第一个按钮）。",
    },
    "unprotected-happens": {
        "en": "On a real car a probe that slips gives a shock through the body, which can kill, or an arc that burns "
        "face and hands; without a supervisor nobody switches off and helps.",
        "zh": "真车上表笔一打滑就可能触电身亡，或被电弧灼伤面部和双手；没有监护人，就没有人断电施救。",
    },
    "rig-unguarded": {
        "en": "Refused: nobody turns the rotor yet. First barrier, supervisor, guard, protection.",
        "zh": "已拒绝：还不能转动转子。先设围栏和监护人，关好防护罩，穿戴防护用品。",
    },
    "rig-unguarded-happens": {
        "en": "On a real rig a turned rotor makes voltage by itself, above AC 30 V from 835 r/min on, and an open "
        "shaft catches a sleeve before anybody can stop it.",
        "zh": "真实台架上，转子一转就发电，835 r/min 起超过交流 30 V；外露的轴会把衣袖卷进去，来不及停车。",
    },
    "is-live": {
        "en": "Refused: no ohmmeter and no hands on live parts. Power down and prove dead first.",
        "zh": "已拒绝：带电部位不能用欧姆挡，也不能拆装。先下电并验电。",
    },
    "is-live-happens": {
        "en": "On a real car an ohmmeter on live parts shows a meaningless value and can be destroyed (fuse blown, or "
        "an arc inside it); parts taken off live draw an arc, and whoever touches them gets a shock that can kill.",
        "zh": "真车上欧姆挡接到带电部位，读数没有意义，仪表可能损坏（熔断器烧断，甚至内部起弧）；"
        "带电拆装会拉弧，触碰的人会触电，可能身亡。",
    },
    "is-dead": {
        "en": "The circuit is powered down: there is nothing to measure under voltage. Power up again first.",
        "zh": "电路已下电，没有电压可测。先重新上电。",
    },
    "no-recording": {
        "en": "There is no recording yet. Run the actuator test first.",
        "zh": "还没有记录曲线。先做动作测试。",
    },
    "rig-replaced": {
        "en": "Not done: the spare resolver is already fitted.",
        "zh": "未执行：备件旋变已经装上。",
    },
    # The motor on the bench
    "motor-not-proven": {
        "en": "Refused: absence of voltage is not proven. Lock off, wait, check the meter, measure the link, check the "
        "meter again.",
        "zh": "已拒绝：还没有验明无电。先断电上锁、等待，再校表、测母线、再校表。",
    },
    "motor-not-proven-happens": {
        "en": "On a real drive up to {voltage} V can stand at the cable lugs: an arc as they part, a deadly shock.",
        "zh": "在真实总成上，电缆端子处可能有 {voltage} V：拆开时拉弧，触碰会触电身亡。",
    },
    "motor-plugged": {
        "en": "The cables are still on: the inverter lies across the windings. Take the cables off first.",
        "zh": "三相线还接着，逆变器与绕组并联，测不准。先拆下三相线。",
    },
    "motor-exchanged": {
        "en": "Not done: the exchange motor is already on the bench.",
        "zh": "未执行：台上已经是更换用的电机。",
    },
    "winding-charged": {
        "en": "Refused: the winding is still charged by the test. Discharge and earth it for {minutes} min more.",
        "zh": "已拒绝：绕组还带着测试留下的电荷。还要放电接地 {minutes} min。",
    },
    "winding-charged-happens": {
        "en": "On a real bench {voltage} V would have come back from this winding within a minute; a dry one that was "
        "tested for ten minutes gives back hundreds. The jolt makes you strike out or fall; a large machine can kill.",
        "zh": "在真实台架上，这台绕组一分钟内会回升到 {voltage} V；干燥的绕组测 10 min 后会回升到几百伏。"
        "一触电，手会猛地甩开，撞伤或摔倒；大电机能致命。",
    },
    "hi-pot-alone": {
        "en": "Refused: the withstand test with {voltage} V AC is for teacher or factory, in a closed test cell.",
        "zh": "已拒绝：{voltage} V 交流耐压试验只能由教师或工厂在封闭试验间里做。",
    },
    "hi-pot-alone-happens": {
        "en": "On a real motor its source would have driven a deadly current through whoever touches winding or clip, "
        "and a weak spot would have been burnt through for good.",
        "zh": "在真实电机上，谁碰到绕组或线夹，电源都会送出致命电流；绝缘的薄弱处会被彻底烧穿。",
    },
    # The inverter on the bench
    "inverter-open": {
        "en": "Not done: the cover or the motor's cables are off. Connect and close first, then switch on.",
        "zh": "未执行：盖板或三相线还没有装复。先接线、合盖，再通电。",
    },
    "inverter-off": {
        "en": "There is nothing to log: the link's supply is off. Switch it on first.",
        "zh": "没有可记录的放电过程：母线电源已断开。先通电。",
    },
    "inverter-not-locked": {
        "en": "Not done: the discharge tool belongs on a link that is locked off from its supply.",
        "zh": "未执行：先断电上锁，再用放电工装。",
    },
    "inverter-closed": {
        "en": "The test points lie under the cover. Take it off first.",
        "zh": "测点在盖板下面。先拆盖板。",
    },
    "inverter-not-at-zero": {
        "en": "The link is below 60 V but not at about 0 V: such a reading means nothing. Wait longer or discharge it, "
        "and measure the link again.",
        "zh": "母线虽低于 60 V，但还没有到约 0 V，此时的读数没有意义。继续等待或用放电工装放电，再测母线。",
    },
    "inverter-replaced": {
        "en": "Not done: this part is new already.",
        "zh": "未执行：这个零件已经换过。",
    },
    # The drive assembly on its test rig
    "assembly-unguarded": {
        "en": "Refused: guard open, nobody has tried the emergency stop. First the first button.",
        "zh": "已拒绝：防护罩没有关，急停没有试。先点第一个按钮。",
    },
    "assembly-unguarded-happens": {
        "en": "On a real rig a loose sleeve would have been drawn in by the shaft, and nothing would have stopped it; "
        "the supply puts some hundred volts onto the unit.",
        "zh": "在真实台架上，袖口会被转轴卷入，而且停不下来；台架电源还会给总成加上数百伏高压。",
    },
    "assembly-on": {
        "en": "Refused: the rig is on. Stop it, switch it off, lock it, prove it dead.",
        "zh": "已拒绝：台架还通着电。先停机、断电、上锁、验电。",
    },
    "assembly-on-happens": {
        "en": "On a real rig the shaft could have started while you had your hands at the unit, with hot coolant and "
        "live cables beside them.",
        "zh": "在真实台架上，手还在总成上，转轴就可能启动；旁边是热的冷却液和带电的电缆。",
    },
    "assembly-off": {
        "en": "The rig is switched off. Switch it on first.",
        "zh": "台架没有通电。先合闸。",
    },
    "assembly-still": {
        "en": "The shaft stands still. Run it without load first.",
        "zh": "转轴没有转。先空载运转。",
    },
    "assembly-slow": {
        "en": "Too slow for the coast-down: it is timed from {speed} r/min, so run it faster first.",
        "zh": "转速太低：滑行从 {speed} r/min 开始计时，先把转速升到更高。",
    },
    "assembly-no-coolant": {
        "en": "The rig’s interlock does not allow load without coolant. Start the pump first.",
        "zh": "没有冷却液循环，台架联锁不允许加载。先开水泵。",
    },
    # In the work bay with the whole car
    "meter-on-live": {
        "en": "{voltage} V stand between these points: no ohms, diode, continuity or milliohm test here.",
        "zh": "这两点之间有 {voltage} V：不能用电阻、二极管、通断或毫欧挡。",
    },
    "meter-on-live-happens": {
        "en": "On a real car {voltage} V would have gone into the meter: a blown fuse at best, an arc in your hand.",
        "zh": "在真车上，{voltage} V 会直接加到仪表上：轻则烧熔断器，重则在手中拉弧。",
    },
    "connector-live": {
        "en": "The plug “{connector}” is high voltage, and absence of voltage is not proven. Power down and prove it.",
        "zh": "插接器「{connector}」属于高压，尚未验电。先下电并验电。",
    },
    "connector-live-happens": {
        "en": "On a real car up to {voltage} V may stand there: an arc when the contacts part, and live metal at hand.",
        "zh": "在真车上此处可能有 {voltage} V：触点分开时拉弧，并且带电金属就在手边。",
    },
    "service-plug-live": {
        "en": "The contactors are closed. Key off first; the service plug is never pulled under load.",
        "zh": "接触器还闭合着。先关钥匙；严禁带载拔维修开关。",
    },
    "service-plug-live-happens": {
        "en": "On a real car the current of a {voltage} V pack would have been torn off by hand: an arc that does not "
        "go out.",
        "zh": "在真车上等于用手拉断 {voltage} V 电池包的电流：电弧不会自行熄灭。",
    },
    "service-plug-order": {
        "en": "First key off, charging plug out and the 12 V battery’s negative clamp off; then the service plug.",
        "zh": "先关钥匙、拔充电枪、断开 12 V 蓄电池负极，再拔维修开关。",
    },
    "service-plug-order-happens": {
        "en": "On a real car a controller that is still supplied could have closed the contactors while you pulled.",
        "zh": "在真车上，控制器仍有供电，可能在你拔的时候闭合接触器。",
    },
    "run-apart": {
        "en": "Something is still apart: {connectors}. Put the car together before the motor turns; only with its own "
        "cable off, the key off and protection in place may it be turned from outside, without torque.",
        "zh": "还有未装复的插接器：{connectors}。装复后才能让电机转动；只有拔下电机高压线、钥匙 OFF、防护到位时，"
        "才允许由外部拖动电机（不加转矩）。",
    },
    "run-apart-happens": {
        "en": "On a real car a turning motor makes a high voltage of its own, here at open contacts.",
        "zh": "在真车上，电机一转就自己发出高压，而触点正敞开着。",
    },
    "tester-on-pack": {
        "en": "The insulation tester never goes onto the pack’s side ({point}): these points are always live.",
        "zh": "绝缘电阻测试仪严禁接到电池包侧（{point}）：这些点始终带电。",
    },
    "tester-on-pack-happens": {
        "en": "On a real car its high voltage would have been put on top of the pack’s: battery controller destroyed.",
        "zh": "在真车上，测试仪的高压会叠加到电池包上：电池管理系统损坏。",
    },
    "tester-on-electronics": {
        "en": "{point} belongs to the low-voltage electronics: no insulation tester here.",
        "zh": "{point} 属于低压电子电路：不得使用绝缘电阻测试仪。",
    },
    "tester-on-electronics-happens": {
        "en": "On a real car some hundred volts would have destroyed the controllers behind this wire.",
        "zh": "在真车上，数百伏电压会击穿这根线上的控制器。",
    },
    "clamp-key-on": {
        "en": "The key is on. Turn it off and take it with you, then take the clamp off.",
        "zh": "钥匙还在 ON。先关钥匙并随身保管，再断开负极。",
    },
    "service-plug-before-clamp": {
        "en": "The 12 V clamp is on already. The service plug goes in first, then the clamp.",
        "zh": "12 V 负极已接上。应先装维修开关，再接负极。",
    },
    "nothing-to-lock": {
        "en": "The service plug is still in: pull it first, then lock the socket.",
        "zh": "维修开关还没有拔下。先拔下，再给插座上锁。",
    },
    "socket-locked": {
        "en": "Your lock is still on the socket of the service plug. Take lock and tag off first.",
        "zh": "维修开关插座还锁着。先取下自己的锁和牌。",
    },
    # Reducer, battery and coolant
    "reducer-by-hand": {
        "en": "Refused: the unit weighs some 35 kg. Use the hoist.",
        "zh": "已拒绝：总成约 35 kg，必须用吊具。",
    },
    "reducer-by-hand-happens": {
        "en": "On a real car it would have slipped: a crushed foot or an injured back.",
        "zh": "在真车上，总成会滑落：砸伤脚或扭伤腰。",
    },
    "cleaning-unprotected": {
        "en": "Refused: solvent and compressed air only with goggles and gloves.",
        "zh": "已拒绝：使用清洗剂和压缩空气必须戴护目镜和手套。",
    },
    "cleaning-unprotected-happens": {
        "en": "On a real car dirt and solvent would have been blown into the eyes.",
        "zh": "在真车上，脏物和清洗剂会被吹进眼睛。",
    },
    "reducer-not-mounted": {
        "en": "The unit still lies on the floor: lift it onto the stand first.",
        "zh": "总成还在地面上：先吊上装配架。",
    },
    "reducer-closed": {
        "en": "The cover is on: take it off first.",
        "zh": "箱盖未拆：先拆下箱盖。",
    },
    "reducer-open": {
        "en": "The cover is off: put it on first.",
        "zh": "箱盖已拆下：先装上箱盖。",
    },
    "reducer-loose": {
        "en": "The bolts of the cover do not have their final torque.",
        "zh": "箱盖螺栓未拧到规定力矩。",
    },
    "dial-elsewhere": {
        "en": "The dial gauge is not set up there.",
        "zh": "百分表没有架在该处。",
    },
    "no-such-shim": {
        "en": "There is no shim of {shim} mm on the shelf.",
        "zh": "没有 {shim} mm 规格的垫片。",
    },
    "bolts-each-once": {
        "en": "{order}: each of the {count} bolts once, such as 1 2 3 …",
        "zh": "{order}：{count} 个螺栓每个写一次，例如 1 2 3 …",
    },
    "module-unprotected": {
        "en": "Refused: goggles and gloves on, rings and watch off, before you touch the module.",
        "zh": "已拒绝：接触模组前先戴护目镜和手套，摘下戒指、手表。",
    },
    "module-unprotected-happens": {
        "en": "On a real car a ring across two terminals glows in no time: the module drives thousands of amperes.",
        "zh": "在真车上，戒指搭在两极柱之间，一秒内就会烧红：模组短路电流可达数千安。",
    },
    "plain-spanner": {
        "en": "Refused: only insulated tools on an open module.",
        "zh": "已拒绝：打开的模组上只能用绝缘工具。",
    },
    "plain-spanner-happens": {
        "en": "On a real car the spanner would have welded itself across two cells: an arc, hot metal, a fire.",
        "zh": "在真车上，扳手会把两个单体短接并焊住：电弧、飞溅的熔融金属、起火。",
    },
    "limits-beyond-card": {
        "en": "Refused: a limit lies beyond what the maker allows for the cells.",
        "zh": "已拒绝：有限值超出厂家允许的单体范围。",
    },
    "limits-beyond-card-happens": {
        "en": "On a real car nothing would have stopped the program: an overcharged cell gasses and burns.",
        "zh": "在真车上，程序不会停下：单体过充会产气、起火。",
    },
    "cycler-no-limits": {
        "en": "Refused: set the protection before a program runs.",
        "zh": "已拒绝：运行程序前先设定保护限值。",
    },
    "cycler-no-limits-happens": {
        "en": "On a real car a cell would have been charged or emptied without end: venting and fire.",
        "zh": "在真车上，单体会被一直充电或放电：泄压喷出、起火。",
    },
    "cycler-not-connected": {
        "en": "The cycler is not connected to the module.",
        "zh": "充放电设备没有连接到模组。",
    },
    "cycler-connected": {
        "en": "Disconnect the cycler first.",
        "zh": "先断开充放电设备。",
    },
    # The cell bench
    "no-pulse-yet": {
        "en": "There is no recording yet. Run a pulse first.",
        "zh": "还没有记录曲线。先运行一次脉冲。",
    },
    "soc-not-rested": {
        "en": "The battery management refuses: only after {least} h of rest does its voltage tell the SOC.",
        "zh": "电池管理系统拒绝：至少静置 {least} h，电压才能对应 SOC。",
    },
    # The used pack
    "pack-undivided": {
        "en": "Refused: the pack still has its full voltage. Power down, prove dead and take the module links out.",
        "zh": "已拒绝：电池包还是整包电压。先下电、验电，再拆下模组间的连接排。",
    },
    "pack-undivided-happens": {
        "en": "On a real car some 370 V stand between two places within reach of one hand: an arc, a deadly shock.",
        "zh": "在真车上，伸手可及的两处之间约有 370 V：会拉弧，触电可能身亡。",
    },
    "pack-divided": {
        "en": "The module links are out: no current can flow. Put them back first.",
        "zh": "模组间的连接排已拆下，没有电流通路。先装回连接排。",
    },
    "pack-joined": {
        "en": "The module links are in already.",
        "zh": "模组间的连接排没有拆下。",
    },
    "spare-fitted": {
        "en": "Spare module {spare} is fitted already.",
        "zh": "备用模组 {spare} 已经装上。",
    },
    "pressure-unprotected": {
        "en": "Refused: goggles and gloves on before anything is put under pressure or opened.",
        "zh": "已拒绝：加压或拆开前先戴护目镜和手套。",
    },
    "pressure-unprotected-happens": {
        "en": "On a real car a hose that slips off under pressure whips into the face.",
        "zh": "在真车上，带压脱落的软管会甩到脸上。",
    },
    "overpressure": {
        "en": "Refused: more than {most} kPa is not allowed here.",
        "zh": "已拒绝：此处压力不得超过 {most} kPa。",
    },
    "overpressure-happens": {
        "en": "On a real car the part bursts or its cover bulges, and pieces fly.",
        "zh": "在真车上，工件会鼓胀、爆裂，碎片飞出。",
    },
    "stand-under-pressure": {
        "en": "Refused: the air is still under pressure; let it off before you run the stand.",
        "zh": "已拒绝：还有气压，先泄压再运行。",
    },
    "stand-under-pressure-happens": {
        "en": "On a real car the compressed air would have driven hot coolant out of the loop.",
        "zh": "在真车上，压缩空气会把热的冷却液从回路中顶出。",
    },
    "opened-under-pressure": {
        "en": "Refused: let the pressure off before you take anything apart.",
        "zh": "已拒绝：先泄压，再拆卸。",
    },
    "opened-under-pressure-happens": {
        "en": "On a real car the part would have shot off.",
        "zh": "在真车上，零件会被弹出伤人。",
    },
    "coolant-hot": {
        "en": "Refused: the coolant has {celsius} °C. Let it cool before you open the loop.",
        "zh": "已拒绝：冷却液温度 {celsius} °C，冷却后才能打开回路。",
    },
    "coolant-hot-happens": {
        "en": "On a real car hot coolant boils out at once: scalded hands and face.",
        "zh": "在真车上，高温冷却液会立即喷出，烫伤手和脸。",
    },
    "stand-running": {
        "en": "Stop the stand first.",
        "zh": "先停止试验台运行。",
    },
    "not-under-pressure": {
        "en": "This place does not stand under pressure: nothing can bubble.",
        "zh": "该部位没有加压，不会冒泡。",
    },
    # The drive unit in its car
    "drive-unsupported": {
        "en": "Refused: {mass} kg hang on these bolts. Take the weight with the hoist first.",
        "zh": "已拒绝：这些螺栓承着 {mass} kg 的总成，先用吊具承重。",
    },
    "drive-unsupported-happens": {
        "en": "On a real car the unit would have dropped with the last bolt: crushed hands, or a life.",
        "zh": "在真车上，拆下最后一个螺栓时总成就会掉落：压伤手，甚至致命。",
    },
    "drive-on-jack": {
        "en": "Refused: {mass} kg on a jack under the sump tip over. Use the hoist at the lifting eyes.",
        "zh": "已拒绝：用千斤顶顶在油底壳上，{mass} kg 的总成会翻倒。应把吊具挂在吊耳上。",
    },
    "drive-on-jack-happens": {
        "en": "On a real car the unit would have rolled off the jack onto whoever lay beside it.",
        "zh": "在真车上，总成会从千斤顶上滚落，压到旁边的人。",
    },
    "drive-first": {
        "en": "Not yet. First: {what}.",
        "zh": "还不能这样做。先做：{what}。",
    },
    "drive-mismatch": {
        "en": "The inverter refuses the routine: its software does not match the vehicle controller.",
        "zh": "逆变器拒绝执行：软件与整车控制器不匹配。",
    },
}
