"""Fifty waits at once take about as long as one of them."""

import asyncio


async def ask() -> None:
    await asyncio.sleep(0.1)


async def main() -> None:
    # #region wait
    hosts = []
    for _ in range(50):
        hosts.append(ask())  # waits 100 ms
    jobs = asyncio.gather(*hosts)
    try:
        done = await asyncio.wait_for(jobs, 1)
        print(len(done))
    except asyncio.TimeoutError:
        print("too slow")
    # #endregion


asyncio.run(main())
