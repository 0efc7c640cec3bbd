"""The two lines of an ``nbgrader_config.py`` that make stock ``nbgrader autograde`` run notebooks as nevbook does.

::

    from nevbook.grading.running.swap import AUTOGRADE_PREPROCESSORS
    c.Autograde.autograde_preprocessors = AUTOGRADE_PREPROCESSORS

What ``c.Execute`` says holds as before; :class:`~nevbook.grading.running.execute.IsolatedExecute` has some options of
its own. Named as text, so that a configuration is read without importing any of them.
"""

AUTOGRADE_PREPROCESSORS = [
    "nevbook.grading.running.execute.IsolatedExecute",
    "nbgrader.preprocessors.IgnorePattern",
    "nbconvert.preprocessors.ClearMetadataPreprocessor",
    "nbgrader.preprocessors.LimitOutput",
    "nevbook.grading.running.preprocessors.SaveGrades",
    "nbgrader.preprocessors.AssignLatePenalties",
    "nbgrader.preprocessors.CheckCellMetadata",
    "nevbook.grading.running.harmless.Harmless",
]
"""nbgrader's own steps of autograding, with nevbook's in the place of ``Execute`` and ``SaveAutoGrades``."""
