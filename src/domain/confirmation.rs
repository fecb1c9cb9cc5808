//! Confirmation as a type: code that changes a tenant requires a [`Confirmed`] plan,
//! and [`Confirmed::obtain`] is the only way to get one.

/// A plan that the user confirmed. Only [`Confirmed::obtain`] creates one.
#[derive(Debug)]
pub struct Confirmed<P>(P);

/// Where the confirmation of a plan comes from.
pub enum ConfirmationSource<'a> {
    /// A flag on the command line.
    Given,
    /// The answer of the user to this question.
    Ask(&'a mut dyn FnMut() -> bool),
    /// None: there is no terminal to ask in.
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
    /// Returns the confirmed `plan`. There is no silent default.
    ///
    /// # Errors
    /// Fails if the plan was not confirmed.
    pub fn obtain(plan: P, source: ConfirmationSource<'_>) -> Result<Self, NotConfirmed> {
        match source {
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

    /// Consumes the confirmation and returns its plan.
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
