//! Parser of faults as typed on the command line.
use std::str::FromStr;

use thiserror::Error;

use super::faults::{FaultKind, FaultRule};

/// Reasons why a text is not a fault.
#[derive(Debug, Clone, Error, PartialEq, Eq)]
pub enum FaultError {
    /// Unknown fault kind.
    #[error("there is no fault {0:?}")]
    Kind(String),
    /// Unknown setting.
    #[error("a fault has no setting {0:?}")]
    Setting(String),
    /// Invalid value of a setting.
    #[error("{value:?} is no value of {setting}")]
    Value {
        /// The setting.
        setting: String,
        /// The given value.
        value: String,
    },
}

impl FromStr for FaultRule {
    type Err = FaultError;

    fn from_str(text: &str) -> Result<Self, FaultError> {
        let (name, settings) = text.split_once(':').unwrap_or((text, ""));
        let kind = FaultKind::ALL
            .iter()
            .find(|kind| kind.name() == name.trim())
            .ok_or_else(|| FaultError::Kind(name.to_owned()))?;
        let mut rule = Self::new(*kind);
        for setting in settings.split(',').filter(|part| !part.is_empty()) {
            let (name, value) = setting.split_once('=').unwrap_or((setting, ""));
            match name.trim() {
                "method" => rule.method = Some(value.to_owned()),
                "path" => rule.path = Some(value.to_owned()),
                "nth" => rule.nth = Some(parse_number(name, value)?),
                "rate" => {
                    let rate = parse_number(name, value)?;
                    if !(0.0..=1.0).contains(&rate) {
                        return Err(invalid_setting(name, value));
                    }
                    rule.rate = Some(rate);
                }
                "times" => {
                    let times: u64 = parse_number(name, value)?;
                    rule.times = (times > 0).then_some(times);
                }
                "seed" => rule.seed = parse_number(name, value)?,
                "seconds" => rule.seconds = Some(parse_number(name, value)?),
                "status" => {
                    let status: u16 = parse_number(name, value)?;
                    if !(400..600).contains(&status) {
                        return Err(invalid_setting(name, value));
                    }
                    rule.status = Some(status);
                }
                "reads" => rule.reads = Some(parse_number(name, value)?),
                "writes" => rule.writes = Some(parse_number(name, value)?),
                "form" if ["seconds", "decimal", "date", "none"].contains(&value) => {
                    rule.form = Some(value.to_owned());
                }
                "form" => return Err(invalid_setting(name, value)),
                other => return Err(FaultError::Setting(other.to_owned())),
            }
        }
        Ok(rule)
    }
}

fn invalid_setting(setting: &str, value: &str) -> FaultError {
    FaultError::Value {
        setting: setting.to_owned(),
        value: value.to_owned(),
    }
}

fn parse_number<T: FromStr>(setting: &str, value: &str) -> Result<T, FaultError> {
    value.parse().map_err(|_| invalid_setting(setting, value))
}
