"""Attempts to harm others' data, to leave something for the next student, or to read secrets.

An attack that reaches what it should not reach prints so. What it changes on disk, whom it connects
to and which processes it leaves, the cage sees for itself.
"""

from __future__ import annotations

import nbformat

from tests.hostile.attack import answer, cell, layout, notebook
from tests.hostile.cage import ABSTRACT, PORT
from tests.hostile.scene import GRADEBOOK, OTHER, OUT

ENDS = ("graded", "kernel died", "timed out")
SAFE = """
def attempt(what, function):
    try:
        result = function()
    except BaseException as error:
        print("no:", what, type(error).__name__)
    else:
        if result is None or result:
            got(what, str(result)[:60])
"""


def reads(name, tries, source, **more):
    """A cell that prints whatever it can read; the planted secrets are looked for in it."""
    return cell(name, tries, source, **{"states": ENDS, **more})


LEAKS = [
    reads(
        "environment",
        "Reads its own environment variables and its relatives'.",
        """
          import glob, os
          print(dict(os.environ))
          for path in glob.glob("/proc/*/environ"):
              try:
                  print(open(path, "rb").read())
              except OSError:
                  pass
          """,
    ),
    reads(
        "secret seed",
        "Reads the secret from which the inputs are drawn.",
        f"""
          import glob
          for path in [{OUT!r} + "/secret_seed.txt", *glob.glob("/proc/*/cwd/secret_seed.txt"),
                       "../../../secret_seed.txt"]:
              try:
                  got(open(path).read())
              except OSError as error:
                  print(error)
          """,
    ),
    reads(
        "gradebook read",
        "Reads the gradebook.",
        f"""
          import sqlite3
          for path in ({GRADEBOOK!r}, "../../../gradebook.db", "gradebook.db"):
              try:
                  book = sqlite3.connect(f"file:{{path}}?mode=ro", uri=True)
                  got(book.execute("select id from student").fetchall())
              except Exception as error:
                  print(error)
          """,
    ),
    reads(
        "other submissions",
        "Reads what the others handed in.",
        """
          import glob
          for path in [*glob.glob("/srv/hostile/*/*/*/*.ipynb"),
                       *glob.glob("/srv/hostile/out/submitted/*/*/*.ipynb"),
                       *glob.glob("/tmp/submission*/**", recursive=True),
                       *glob.glob("../*/*.ipynb")]:
              try:
                  text = open(path).read()
              except OSError:
                  continue
              if "ada-full" in path or "PLANTED" in text:
                  got(path)
          """,
    ),
    reads(
        "home",
        "Reads keys and dotfiles from the home folder.",
        """
          import glob, os, pwd
          for home in {os.path.expanduser("~"), pwd.getpwuid(0).pw_dir, "/root"}:
              for path in glob.glob(home + "/.*"):
                  try:
                      print(open(path).read()[:500])
                  except OSError:
                      pass
          """,
    ),
    reads(
        "process list",
        "Reads the command lines of all processes.",
        """
          import glob
          for path in glob.glob("/proc/[0-9]*/cmdline"):
              line = open(path, "rb").read()
              if b"/srv/hostile/handed-in" in line:
                  got(line)
          """,
    ),
    reads(
        "memory of the parent",
        "Reads the memory of the processes around it.",
        """
          import ctypes, glob, os, re
          libc = ctypes.CDLL(None, use_errno=True)
          for pid in {os.getppid(), *(int(p[6:]) for p in glob.glob("/proc/[0-9]*"))} - {os.getpid()}:
              try:
                  if b"autograder" not in open(f"/proc/{pid}/cmdline", "rb").read():
                      continue
                  memory = open(f"/proc/{pid}/mem", "rb", 0)
                  for line in open(f"/proc/{pid}/maps"):
                      m = re.match(r"([0-9a-f]+)-([0-9a-f]+) rw", line)
                      if m:
                          memory.seek(int(m[1], 16))
                          if memory.read(4096):
                              got("memory of", pid)
                              break
              except (OSError, ValueError, OverflowError) as error:
                  print(error)
          """,
    ),
    reads(
        "ptrace",
        "Attaches itself to its parent, and reads it with process_vm_readv.",
        """
          import ctypes, os
          libc = ctypes.CDLL(None, use_errno=True)
          parent = os.getppid()
          if parent > 1 and libc.ptrace(16, parent, None, None) == 0:
              got("ptrace of the parent")
              os.waitpid(parent, 0x40000000)
              libc.ptrace(17, parent, None, None)
          class Piece(ctypes.Structure):
              _fields_ = [("base", ctypes.c_void_p), ("size", ctypes.c_size_t)]
          room = ctypes.create_string_buffer(64)
          try:
              line = open(f"/proc/{parent}/maps").readline()
          except OSError as error:
              line = "0-0"
          here, there = Piece(ctypes.addressof(room), 64), Piece(int(line.split("-")[0], 16), 64)
          if libc.process_vm_readv(parent, ctypes.byref(here), 1, ctypes.byref(there), 1, 0) > 0:
              got("process_vm_readv of the parent")
          """,
    ),
    reads(
        "inherited descriptors",
        "Reads every file descriptor that it inherited.",
        """
          import os, stat
          for fd in range(3, 512):
              try:
                  status, name = os.fstat(fd), os.readlink(f"/proc/self/fd/{fd}")
              except OSError:
                  continue
              if stat.S_ISREG(status.st_mode) and name.endswith((".db", ".txt", ".ipynb", ".json")):
                  got(name)
              if stat.S_ISDIR(status.st_mode) and name.startswith("/srv"):
                  got(name, os.listdir(fd)[:5])
          """,
    ),
]

KILLS = [
    cell(
        "kill the parent",
        "Kills its parent process.",
        SAFE
        + """
import os
if os.getppid() > 1:
    attempt("kill the parent", lambda: os.kill(os.getppid(), 9))
""",
        states=ENDS,
        alone=True,
    ),
    cell(
        "kill everything seen",
        "Kills every process that it can see.",
        SAFE
        + """
import glob, os
for pid in sorted(int(p[6:]) for p in glob.glob("/proc/[0-9]*")):
    if pid not in (1, os.getpid()):
        try:
            line = open(f"/proc/{pid}/cmdline").read()
            os.kill(pid, 9)
        except OSError:
            continue
        if "autograder" in line or "hostile" in line:
            print("GOT THROUGH killed", pid)
""",
        states=ENDS,
        alone=True,
    ),
    cell(
        "kill(-1)",
        "Kills all processes that it may kill, in one call.",
        "import os\nos.kill(-1, 9)\n",
        states=ENDS,
        alone=True,
    ),
    cell(
        "interrupt the grader",
        "Sends Ctrl-C to the grader's whole group and session.",
        """
         import os, signal
         for pid in {os.getppid(), os.getpgid(0), os.getsid(0), os.getpgid(os.getppid())} - {0, 1}:
             for send in (os.kill, os.killpg):
                 try:
                     send(pid, signal.SIGINT)
                 except OSError:
                     pass
         """,
        states=ENDS,
        alone=True,
    ),
    cell(
        "pidfd and priorities",
        "Slows its relatives down and lifts its own limits.",
        SAFE
        + """
import os, resource
attempt("renice of the parent", lambda: os.getppid() > 1 and (
    os.setpriority(os.PRIO_PROCESS, os.getppid(), 19) or True))
attempt("limits of the parent", lambda: os.getppid() > 1 and
    resource.prlimit(os.getppid(), resource.RLIMIT_NOFILE, (8, 8)))
try:
    os.nice(-5)
    resource.setrlimit(resource.RLIMIT_DATA, (resource.RLIM_INFINITY, resource.RLIM_INFINITY))
    kept = bytearray(b"x") * (3 * 2**30)
    got("lifted its memory limit")
except (OSError, ValueError, MemoryError) as error:
    print(error)
""",
        states=(*ENDS, "out of memory"),
        alone=True,
    ),
]

NETWORK = [
    cell(
        "TCP",
        "Connects to a server and sends it the notebook.",
        f"""
         import socket
         try:
             socket.create_connection(("127.0.0.1", {PORT}), 2).send(b"answers")
             got("a TCP connection")
         except OSError as error:
             print(error)
         """,
    ),
    cell(
        "UDP and DNS",
        "Sends datagrams, and asks for a name.",
        f"""
         import socket
         for family, address in ((socket.AF_INET, "127.0.0.1"),
                                 (socket.AF_INET6, "::ffff:127.0.0.1")):
             try:
                 socket.socket(family, socket.SOCK_DGRAM).sendto(b"answers", (address, {PORT}))
             except OSError as error:
                 print(error)
         try:
             got(socket.gethostbyname("answers.example.org"))
         except OSError as error:
             print(error)
         """,
    ),
    cell(
        "abstract Unix socket",
        "Connects to a socket that has no file and no network.",
        f"""
         import socket
         try:
             socket.socket(socket.AF_UNIX).connect({ABSTRACT!r})
             got("an abstract socket")
         except OSError as error:
             print(error)
         """,
    ),
    cell(
        "other sockets",
        "Opens raw, packet, netlink and vsock sockets and io_uring.",
        """
         import ctypes, socket
         for family, kind in ((17, socket.SOCK_RAW), (2, socket.SOCK_RAW), (40, socket.SOCK_STREAM)):
             try:
                 socket.socket(family, kind)
                 got("a socket of family", family)
             except OSError as error:
                 print(error)
         if ctypes.CDLL(None).syscall(425, 8, ctypes.create_string_buffer(120)) >= 0:
             got("io_uring")
         """,
    ),
    cell(
        "listening",
        "Opens a server for whoever comes after it.",
        """
         import socket, time
         try:
             server = socket.socket()
             server.bind(("0.0.0.0", 47999))
             server.listen()
             client = socket.create_connection(("127.0.0.1", 47999), 1)
             print("a server of its own")
         except OSError as error:
             print(error)
         """,
    ),
]

WRITES = [
    cell(
        "gradebook write",
        "Gives itself full marks in the gradebook.",
        f"""
         import glob, sqlite3
         for path in [{GRADEBOOK!r}, {OTHER!r}, "../../../gradebook.db",
                      *glob.glob("/proc/[0-9]*/cwd/gradebook.db")]:
             try:
                 book = sqlite3.connect(f"file:{{path}}?mode=rw", uri=True)
                 book.execute("update grade set auto_score = 99, manual_score = 99")
                 book.commit()
                 got("changed", path)
             except Exception as error:
                 print(error)
         """,
    ),
    cell(
        "gradebook destroyed",
        "Overwrites every gradebook and result that it can find.",
        f"""
         import glob
         for path in [{OTHER!r}, *glob.glob("/srv/hostile/**/*.ipynb", recursive=True),
                      *glob.glob("/srv/hostile/**/*.db", recursive=True)]:
             try:
                 open(path, "r+b").write(b"spoiled")
                 got("overwrote", path)
             except OSError as error:
                 print(error)
         """,
        alone=True,
    ),
    cell(
        "links to the gradebook",
        "Leaves links in its folder that lead to others' files.",
        f"""
         import os
         for name in ("notebook.ipynb", "00_start_here.ipynb", "output", "result.json"):
             for target in ({OTHER!r}, {GRADEBOOK!r}):
                 try:
                     os.symlink(target, name)
                 except OSError:
                     pass
         try:
             os.link({OTHER!r}, "hard")
             open("hard", "r+b").write(b"spoiled")
             got("a hard link to the gradebook")
         except OSError as error:
             print(error)
         """,
    ),
    cell(
        "rights of others' files",
        "Takes others' files away by chmod, chown and rename.",
        SAFE
        + f"""
import os
for path in ({OTHER!r}, {GRADEBOOK!r}):
    # a call may say that it was done and do nothing, so the file itself is asked
    attempt("chmod", lambda: os.chmod(path, 0o777) or os.stat(path).st_mode & 0o777 == 0o777)
    attempt("chown", lambda: os.chown(path, 65534, 65534) or os.stat(path).st_uid == 65534)
    attempt("rename", lambda: os.rename(path, path + ".gone"))
    attempt("unlink", lambda: os.unlink(path + ".gone"))
""",
        alone=True,
    ),
    cell(
        "site-packages",
        "Leaves code that every later Python will run.",
        SAFE
        + """
import site, sysconfig, numpy, os
folder = os.path.dirname(os.path.dirname(numpy.__file__))
for place in {folder, sysconfig.get_paths()["purelib"], *site.getsitepackages()}:
    attempt("a .pth file", lambda: open(place + "/hostile.pth", "w").write("import this"))
    attempt("sitecustomize", lambda: open(place + "/sitecustomize.py", "w").write("x = 1"))
""",
    ),
    cell(
        "the course's package",
        "Changes the package that the next student imports.",
        SAFE
        + """
import rnn_course.probe, numpy
for module in (rnn_course.probe, numpy):
    attempt("a module's source", lambda: open(module.__file__, "a").write("\\n# poisoned\\n"))
    attempt("a module's bytecode", lambda: open(module.__cached__, "ab").write(b"poisoned"))
""",
    ),
    cell(
        "startup files",
        "Leaves files that the next kernel, shell or Python will run.",
        SAFE
        + """
import os, site
home = os.path.expanduser("~")
for name in (".ipython/profile_default/startup/00.py", ".bashrc", ".jupyter/jupyter_config.py",
             ".config/matplotlib/matplotlibrc", ".local/share/jupyter/kernels/python3/kernel.json",
             os.path.relpath(site.getusersitepackages(), home) + "/usercustomize.py"):
    path = os.path.join(home, name)
    def write():
        os.makedirs(os.path.dirname(path), exist_ok=True)
        open(path, "a").write("\\n# poisoned")
    try:  # a home of its own, gone with the sandbox, may be written: the cage sees the others
        write()
    except OSError as error:
        print(error)
""",
    ),
    cell(
        "shared caches",
        "Poisons the caches that libraries share between runs.",
        """
         import glob, os, tempfile
         for place in (os.path.expanduser("~/.cache"), tempfile.gettempdir(), "/var/tmp"):
             for name in ("matplotlib/fontlist-v390.json", "torch/kernels/x", "pip/x", "hostile"):
                 path = os.path.join(place, name)
                 try:
                     os.makedirs(os.path.dirname(path), exist_ok=True)
                     open(path, "w").write("poisoned")
                 except OSError as error:
                     print(error)
         """,
    ),
    cell(
        "a note for the next one",
        "Leaves a file in /tmp that the next student finds.",
        """
         import glob
         for place in ("/tmp", "/var/tmp", "/dev/shm", "."):
             if glob.glob(place + "/hostile-note*"):
                 got("a note of another student in", place)
             try:
                 open(place + "/hostile-note", "w").write("double: 2 * x")
             except OSError as error:
                 print(error)
         """,
        copies=3,
    ),
    cell(
        "poison for the next one",
        "Patches modules so that the next student's process has it.",
        """
         import builtins, numpy, sys, rnn_course.probe
         for module in (builtins, numpy, rnn_course.probe, sys):
             if getattr(module, "hostile_mark", False):
                 got("a patch of another student in", module.__name__)
             module.hostile_mark = True
         numpy.sum = None
         """,
        copies=3,
    ),
    cell(
        "IPC for the next one",
        "Leaves System V memory, message queues and keys in the kernel.",
        """
         import ctypes
         libc = ctypes.CDLL(None, use_errno=True)
         if libc.shmget(4711, 4096, 0) >= 0:
             got("shared memory of another student")
         libc.shmget(4711, 4096, 0o1666)
         if libc.syscall(250, 10, -3, b"user", b"hostile", 0) >= 0:  # keyctl(search)
             got("a key of another student")
         libc.syscall(248, b"user", b"hostile", b"x", 1, -3)  # add_key, to the session's keyring
         """,
        copies=3,
    ),
    cell(
        "another's files in /tmp",
        "Spoils whatever lies in the temporary folders.",
        """
         import glob, os
         for path in glob.glob("/tmp/*"):
             if any(word in path for word in ("submission", "sample", "pytest", "grade")):
                 if os.path.realpath(".").startswith(os.path.realpath(path)):
                     continue
                 for inner in glob.glob(path + "/*"):
                     got("another's", inner)
         """,
        copies=3,
    ),
]

PRIVILEGES = [
    cell(
        "namespaces and mounts",
        "Mounts over files and makes namespaces of its own.",
        """
         import ctypes, os
         libc = ctypes.CDLL(None, use_errno=True)
         if os.getuid() == 0 and os.stat("/proc/self/ns/pid"):
             print("root inside")
         if libc.mount(b"none", b"/mnt", b"tmpfs", 0, None) == 0:
             open("/mnt/x", "w").close()
             got("a mount")
         if libc.unshare(0x00020000) == 0 and libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0:
             got("a mount in a namespace")
         """,
    ),
    cell(
        "user namespace",
        "Becomes root in a user namespace and mounts there.",
        """
         import ctypes
         libc = ctypes.CDLL(None, use_errno=True)
         if libc.unshare(0x10000000 | 0x00020000) == 0 and (
                 libc.mount(b"none", b"/tmp", b"tmpfs", 0, None) == 0):
             got("root in a user namespace")
         """,
        states=ENDS,
    ),
    cell(
        "setuid programs",
        "Looks for a program that runs as root, and becomes root with it.",
        """
         import os, shutil, subprocess
         for line in (["su", "-c", "id -u"], ["sudo", "-n", "id", "-u"], ["mount"], ["passwd", "-S"],
                      ["pkexec", "id", "-u"], ["newgrp"]):
             try:
                 run = subprocess.run(line, capture_output=True, text=True, timeout=1,
                                      stdin=subprocess.DEVNULL)
                 if run.stdout.strip() == "0":
                     got("root through", line[0])
             except (OSError, subprocess.SubprocessError) as error:
                 print(error)
         try:
             os.setuid(0)
             print("already root" if os.getuid() == 0 else "no")
             open("/etc/hostile", "w").close()
             got("wrote to /etc as root")
         except OSError as error:
             print(error)
         """,
        states=ENDS,
    ),
    cell(
        "kernel calls",
        "Tries bpf, perf, kexec, modules, userfaultfd, keys and raw devices.",
        """
         import ctypes, os
         libc = ctypes.CDLL(None, use_errno=True)
         room = ctypes.create_string_buffer(128)
         room[4] = 128
         for name, number, arguments in (
                 ("bpf", 321, (0, room, 128)), ("perf_event_open", 298, (room, 0, -1, -1, 0)),
                 ("open_by_handle_at", 304, (-100, room, 0)), ("userfaultfd", 323, (0,)),
                 ("add_key", 248, (b"user", b"k", b"x", 1, -3)), ("fanotify", 300, (0, 0)),
                 ("sethostname", 170, (b"hostile", 7))):
             if libc.syscall(number, *arguments) >= 0:
                 got(name)
         for path in ("/dev/mem", "/dev/kmsg", "/dev/vda", "/dev/sda"):
             try:
                 os.close(os.open(path, os.O_RDONLY))
                 got(path)
             except OSError as error:
                 print(error)
         """,
        states=ENDS,
    ),
    cell(
        "chroot and escape",
        "Leaves its root through descriptors, /proc and old file handles.",
        f"""
         import glob, os
         tops = ["/proc/1/root", "/proc/self/root", "/.old_root", "/oldroot", "/mnt"]
         tops += [f"/proc/self/fd/{{n}}/../.." for n in range(64)]
         tops += [f"/proc/{{p}}/root" for p in (os.getppid(), 2, 3)]
         for top in [*tops, ""]:
             for path in ({OTHER!r}, {GRADEBOOK!r}):
                 if os.path.exists(top + path):
                     got("sees", top + path)
         """,
        states=ENDS,
    ),
    cell(
        "sandbox's own helpers",
        "Uses the sandbox's tools and sockets from inside.",
        """
         import glob, os, socket, subprocess
         for tool in ("bwrap", "unshare", "nsenter", "setpriv", "systemd-run", "docker", "at"):
             try:
                 run = subprocess.run([tool, "-m", "true"] if tool == "unshare" else
                                      [tool, "-t", "1", "-a", "true"] if tool == "nsenter" else
                                      [tool, "--help"], capture_output=True, timeout=2)
                 if tool in ("unshare", "nsenter") and run.returncode == 0:
                     got(tool)
             except (OSError, subprocess.SubprocessError) as error:
                 print(error)
         for path in [*glob.glob("/tmp/*/*"), *glob.glob("/run/*"), *glob.glob("/run/*/*")]:
             try:
                 socket.socket(socket.AF_UNIX).connect(path)
                 if os.path.dirname(os.path.dirname(path)) not in os.getcwd():
                     got("a socket of others:", path)
             except OSError:
                 pass
         """,
        states=(*ENDS, "out of memory"),
        copies=2,
    ),
]

LIVE = (
    "<script>hostile()</script><img src=x onerror='hostile()'><iframe src='javascript:hostile()'>"
)

PAGES = [
    cell(
        "script in an output",
        "Shows HTML, SVG and JavaScript to the grader's browser.",
        f"""
         from IPython.display import HTML, Javascript, SVG, Markdown, Latex, display
         display(HTML({LIVE!r}), Javascript("hostile()"), Markdown({LIVE!r}), Latex({LIVE!r}))
         display({{"image/svg+xml": "<svg xmlns='http://www.w3.org/2000/svg' onload='hostile()'/>",
                  "text/html": {LIVE!r}, "application/javascript": "hostile()"}}, raw=True)
         """,
    ),
    cell(
        "script in a text",
        "Prints HTML, colours and links that a page may take for its own.",
        f"""
         import sys
         print({LIVE!r})
         print({LIVE!r}, file=sys.stderr)
         print("\\x1b]8;;javascript:hostile()\\x07link\\x1b]8;;\\x07", "\\x1b[31m" + {LIVE!r})
         """,
    ),
    cell(
        "script in a picture",
        "Shows a picture whose data and size lead out of their attributes.",
        f"""
         from IPython.display import publish_display_data
         for kind in ("image/png", "image/jpeg", "image/svg+xml", "text/vnd.mermaid"):
             publish_display_data({{kind: "AA' onerror='hostile()' \\" onload=\\"hostile()"}},
                                  {{kind: {{"width": "1 onerror=hostile()", "alt": {LIVE!r}}}}})
             publish_display_data({{kind: {LIVE!r}}})
         """,
    ),
    cell(
        "widget without a model",
        "Shows a widget that no page can find.",
        f"""
         from IPython.display import publish_display_data
         kind = "application/vnd.jupyter.widget-view+json"
         for value in ({{}}, {{"model_id": 3}}, {{"model_id": {LIVE!r}}}, [], None, 7):
             publish_display_data({{kind: value, "text/plain": {LIVE!r}}})
         """,
    ),
    answer(
        "script in an error",
        "Raises an error whose name and message are HTML.",
        "double",
        f"""
           def double(x):
               raise type({LIVE!r}, (Exception,), {{}})({LIVE!r})
           """,
        says="double",
    ),
    answer(
        "script in an answer",
        "Returns a text that is HTML.",
        "double",
        f"def double(x):\n    return {LIVE!r}\n",
        says="✗",
    ),
    notebook(
        "script in a text cell",
        "Writes HTML into a text cell and into an attachment.",
        lambda node: node.cells.append(
            nbformat.v4.new_markdown_cell(
                LIVE + "\n\n[x](javascript:hostile()) ![](attachment:a.svg)",
                attachments={"a.svg": {"image/svg+xml": "<svg onload='hostile()'/>"}},
            )
        ),
    ),
    cell(
        "colours in the terminal",
        "Puts control characters and markup where the grader reads.",
        """
         import rnn_course.probe
         def fail(*a):
             raise Exception("[/red] [bold] \\x1b[2J\\x1b]0;owned\\x07 \\u202e =cmd|' /C calc'!A1")
         rnn_course.probe.answer = fail
         """,
        says="red",
    ),
    layout(
        "script as a student",
        "Has a folder name that is HTML.",
        lambda folder, text: _hand_in(folder, text),
        student="<img src=x onerror=hostile()>",
    ),
]


def _hand_in(folder, text, name="00_start_here"):
    (folder / name).mkdir(parents=True)
    (folder / name / f"{name}.ipynb").write_text(text)


ATTACKS = [*LEAKS, *KILLS, *NETWORK, *WRITES, *PRIVILEGES, *PAGES]
