//! Agreement as a type: what changes a tenant takes an [`Confirmed`] plan, and
//! there is one way to get one.

/// A plan that the user confirmed. Only [`Confirmed::to`] makes one.
#[derive(Debug)]
pub struct Confirmed<P>(P);

/// How agreement can be had.
pub enum Consent<'a> {
    /// It was given on the command line.
    Given,
    /// A person is asked; the answer decides.
    Ask(&'a mut dyn FnMut() -> bool),
    /// There is no terminal to ask at.
    NoTerminal,
}

impl std::fmt::Debug for Consent<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Given => "Given",
            Self::Ask(_) => "Ask(..)",
            Self::NoTerminal => "NoTerminal",
        })
    }
}

/// Why a plan was not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotConfirmed {
    /// There is no terminal to ask at, and no flag confirmed it.
    NoTerminal,
    /// The answer was no.
    Declined,
}

impl<P> Confirmed<P> {
    /// Asks for agreement to `plan`. There is no silent default.
    ///
    /// # Errors
    /// Says who did not agree.
    pub fn to(plan: P, consent: Consent<'_>) -> Result<Self, NotConfirmed> {
        match consent {
            Consent::Given => Ok(Self(plan)),
            Consent::Ask(ask) => {
                if ask() {
                    Ok(Self(plan))
                } else {
                    Err(NotConfirmed::Declined)
                }
            }
            Consent::NoTerminal => Err(NotConfirmed::NoTerminal),
        }
    }

    /// What was agreed to.
    pub fn plan(&self) -> &P {
        &self.0
    }

    /// What was agreed to, owned.
    pub fn into_plan(self) -> P {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{Confirmed, Consent, NotConfirmed};

    #[test]
    fn nobody_to_ask_is_no_agreement() {
        assert_eq!(
            Confirmed::to(1, Consent::NoTerminal).unwrap_err(),
            NotConfirmed::NoTerminal
        );
        assert_eq!(
            Confirmed::to(1, Consent::Ask(&mut || false)).unwrap_err(),
            NotConfirmed::Declined
        );
        assert_eq!(
            *Confirmed::to(1, Consent::Ask(&mut || true)).unwrap().plan(),
            1
        );
        assert_eq!(Confirmed::to(1, Consent::Given).unwrap().into_plan(), 1);
    }
}
