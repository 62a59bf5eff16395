"""Four threads add to one sum, beside a lock that everybody has to remember."""

from threading import Lock, Thread

# #region lock
total, lock = 0, Lock()


def work() -> None:
    global total
    for _ in range(1000):
        with lock:
            total += 1
# #endregion


threads = [Thread(target=work) for _ in range(4)]
for thread in threads:
    thread.start()
for thread in threads:
    thread.join()
print(total)
