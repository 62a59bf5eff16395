"""Fifty waits at once take about as long as one of them."""

import asyncio
from time import perf_counter


async def ask() -> None:
    await asyncio.sleep(0.1)


async def main() -> None:
    # #region wait
    start = perf_counter()
    hosts = []
    for _ in range(50):
        hosts.append(ask())  # waits 100 ms
    all = await asyncio.gather(*hosts)
    took = perf_counter() - start
    print(len(all), "answers")
    print("under 1 s:", took < 1)
    # #endregion


asyncio.run(main())
