"""A process that can do no harm: what is isolated, by what, and how that is checked.

:func:`~nevbook.grading.sandbox.spawn.forked` starts it. Two processes come of a call: a *keeper*, trusted, which looks
after the limits, and below it the process that runs ``main``. Everything is asked of the kernel directly; no other
program and no package is needed. A step that fails ends the process before ``main``: there is no half isolation.

==============================  ========================================================================================
What is kept out                By what
==============================  ========================================================================================
other processes: signals,       a process namespace of its own, no ``/proc``; ptrace and its kin refused by seccomp
reading their memory
files                           a mount namespace whose root holds the system's libraries, Python and what the caller
                                names, all read-only; Landlock on the same list, once more
writing                         one tmpfs of bounded size, gone with the process
network                         no socket but ``AF_UNIX`` (seccomp); an empty network namespace; TCP refused by Landlock
rights                          as root: a user and group number that nobody else has; no capability, none to be had
                                (``no_new_privs``); a user namespace where the caller is an ordinary user
kernel interfaces               seccomp refuses mount, namespaces, bpf, io_uring, keys, perf, modules … and every call
                                that is newer than the list
shared memory, queues           an IPC namespace of its own; System V, POSIX queues and memfd refused, since no limit
                                counts them
secrets of the environment      cleared but for locale and time zone; the process's first copy of it overwritten
open files                      closed but for those that the caller names
CPU time, wall-clock time       the keeper adds up the whole tree, twenty times a second; ``RLIMIT_CPU`` besides
memory                          ``RLIMIT_AS`` for each process; the keeper adds up the tree (proportional set size)
number of processes             ``RLIMIT_NPROC`` of a user number (or user namespace) that is used by nobody else
file size, open files, dumps    ``RLIMIT_FSIZE``, ``RLIMIT_NOFILE``, ``RLIMIT_CORE``
what it started                 it is the first process of its process namespace: the kernel ends the others with it; it
                                ends with the keeper, and the keeper with its caller
==============================  ========================================================================================

Needed: Linux 5.14 or newer on x86_64 or aarch64 (Landlock since 5.13; processes counted for each user namespace since
5.14), Landlock among the active security modules, and root with ``CAP_SYS_ADMIN`` or unprivileged user namespaces.
``nevbook doctor`` tells which step does not work.

What honest code misses: the network, ``/proc``, pseudo-terminals (IPython's ``!command``; ``subprocess`` works), memfd,
handlers for ``SIGCHLD``. Semaphores and shared memory, as ``multiprocessing`` uses them, lie in the scratch folder.

What is not bounded well: a tree may pass its memory limit for a twentieth of a second, and besides the counted memory
use what the buffers of its sockets and pipes hold (sockets are counted: no more in the tree than ``open_files``; about
0.2 MB each). What lies in the caller's own memory can be read in the new process, which is a copy of it: a caller must
not hold secrets, and should be started with a clean environment.
"""
