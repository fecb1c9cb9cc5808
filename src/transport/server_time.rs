//! A transport that records the clock of the service.
use http::header::DATE;
use jiff::Timestamp;

use super::{Request, Response, Transport, TransportError};
use crate::clock::{Clock, ServerTime};
use crate::domain::clock_offset::ClockOffset;

/// Passes requests on and records the `Date` of each response.
#[derive(Debug)]
pub struct ServerTimed<T: ?Sized> {
    /// Record of the time.
    pub time: ServerTime,
    /// This machine's clock, with which the `Date` of responses is compared.
    pub clock: std::sync::Arc<dyn Clock>,
    /// The transport that sends.
    pub inner: std::sync::Arc<T>,
}

#[async_trait::async_trait]
impl<T: Transport + ?Sized> Transport for ServerTimed<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let sent = self.clock.now();
        let response = self.inner.send(request).await?;
        if let Some(date) = response_date(&response) {
            let offset = ClockOffset::from_response(date, sent, self.clock.now());
            self.time.received(date, offset);
        }
        Ok(response)
    }
}

/// Returns the `Date` of a response, if it is valid.
pub fn response_date(response: &Response) -> Option<Timestamp> {
    let text = response.headers().get(DATE)?.to_str().ok()?;
    Some(jiff::fmt::rfc2822::parse(text).ok()?.timestamp())
}

#[cfg(test)]
mod tests {
    use std::sync::Arc;

    use jiff::Timestamp;

    use super::ServerTimed;
    use crate::clock::{Clock as _, ServerTime, StepClock};
    use crate::transport::{Body, Request, Response, Transport, TransportError};

    /// Answers after a minute with this `Date`, as if it came from a cache or not.
    #[derive(Debug)]
    struct Service {
        clock: Arc<StepClock>,
        date: &'static str,
    }

    #[async_trait::async_trait]
    impl Transport for Service {
        async fn send(&self, _: Request) -> Result<Response, TransportError> {
            self.clock.sleep(std::time::Duration::from_secs(60)).await;
            let mut response = Response::new(Body::default());
            let value = http::HeaderValue::from_static(self.date);
            response.headers_mut().insert("date", value);
            Ok(response)
        }
    }

    #[tokio::test]
    async fn service_time_and_offset_are_known_after_an_answer() {
        let start: Timestamp = "2026-03-02T03:04:05Z".parse().unwrap();
        for (date, seconds) in [
            ("Mon, 02 Mar 2026 03:04:35 GMT", Some(0)),
            ("Mon, 02 Mar 2026 03:17:05 GMT", Some(720)),
            ("Mon, 02 Mar 2026 02:54:05 GMT", Some(-600)),
            ("yesterday", None),
        ] {
            let clock = Arc::new(StepClock::at(start));
            let time = ServerTime::default();
            assert_eq!((time.last(), time.offset()), (None, None));
            let dated = ServerTimed {
                time: time.clone(),
                clock: Arc::clone(&clock) as _,
                inner: Arc::new(Service { clock, date }),
            };
            dated.send(Request::default()).await.unwrap();
            assert_eq!(
                time.offset()
                    .map(crate::domain::clock_offset::ClockOffset::seconds),
                seconds
            );
            assert_eq!(time.last().is_some(), seconds.is_some());
        }
    }
}
