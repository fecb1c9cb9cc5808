//! One test binary: whole programs by argv, and contracts with official data.
#[cfg(test)]
mod bench;
#[cfg(test)]
mod contract_catalogue;
#[cfg(test)]
mod contract_sandbox;
#[cfg(test)]
mod graph;
#[cfg(test)]
mod shared;
