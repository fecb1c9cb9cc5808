//! Confirmation as a type: code that changes a tenant requires a [`Confirmed`] plan,
//! and [`Confirmed::obtain`] is the only way to get one.

/// A plan that the user confirmed. Only [`Confirmed::obtain`] creates one.
#[derive(Debug)]
pub struct Confirmed<P>(P);

/// Method of obtaining a confirmation.
pub enum ConfirmationSource<'a> {
    /// Given on the command line.
    Given,
    /// Ask the user.
    Ask(&'a mut dyn FnMut() -> bool),
    /// Not possible: there is no terminal.
    NoTerminal,
}

impl std::fmt::Debug for ConfirmationSource<'_> {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str(match self {
            Self::Given => "Given",
            Self::Ask(_) => "Ask(..)",
            Self::NoTerminal => "NoTerminal",
        })
    }
}

/// Reasons why a plan was not confirmed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum NotConfirmed {
    /// There is no terminal, and no flag confirmed the plan.
    NoTerminal,
    /// The user declined.
    Declined,
}

impl<P> Confirmed<P> {
    /// Obtains a confirmation of `plan`. There is no silent default.
    ///
    /// # Errors
    /// Fails if the plan was not confirmed.
    pub fn obtain(plan: P, consent: ConfirmationSource<'_>) -> Result<Self, NotConfirmed> {
        match consent {
            ConfirmationSource::Given => Ok(Self(plan)),
            ConfirmationSource::Ask(ask) => {
                if ask() {
                    Ok(Self(plan))
                } else {
                    Err(NotConfirmed::Declined)
                }
            }
            ConfirmationSource::NoTerminal => Err(NotConfirmed::NoTerminal),
        }
    }

    /// Returns the confirmed plan.
    pub fn plan(&self) -> &P {
        &self.0
    }

    /// Returns the confirmed plan, owned.
    pub fn into_plan(self) -> P {
        self.0
    }
}

#[cfg(test)]
mod tests {
    use super::{ConfirmationSource, Confirmed, NotConfirmed};

    #[test]
    fn nobody_to_ask_is_no_agreement() {
        assert_eq!(
            Confirmed::obtain(1, ConfirmationSource::NoTerminal).unwrap_err(),
            NotConfirmed::NoTerminal
        );
        assert_eq!(
            Confirmed::obtain(1, ConfirmationSource::Ask(&mut || false)).unwrap_err(),
            NotConfirmed::Declined
        );
        assert_eq!(
            *Confirmed::obtain(1, ConfirmationSource::Ask(&mut || true))
                .unwrap()
                .plan(),
            1
        );
        assert_eq!(
            Confirmed::obtain(1, ConfirmationSource::Given)
                .unwrap()
                .into_plan(),
            1
        );
    }
}
