//! One sum in two styles. Cargo builds this library optimised: what is timed is what one would ship.

#[inline(never)]
// #region loop
pub fn by_hand(samples: &[u32]) -> u32 {
    let mut power = 0;
    for s in samples {
        if *s > 80 {
            power += s * s;
        }
    }
    power
}
// #endregion

#[inline(never)]
// #region chain
pub fn chain(samples: &[u32]) -> u32 {
    samples
        .iter()
        .filter(|s| **s > 80)
        .map(|s| s * s)
        .sum::<u32>()
}
// #endregion
