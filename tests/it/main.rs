//! One test binary: whole programs by argv, and contracts with official data.
#[cfg(test)]
mod contract_catalogue;
#[cfg(test)]
mod graph;
#[cfg(test)]
mod shared;
