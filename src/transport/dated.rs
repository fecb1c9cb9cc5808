//! A transport that notes what time it is for whoever answers.
use http::header::DATE;

use super::{Request, Response, Transport, TransportError};
use crate::clock::ServerTime;

/// Passes everything on, and keeps the `Date` of each answer.
#[derive(Debug)]
pub struct Dated<T: ?Sized> {
    /// Where the last one is kept.
    pub time: ServerTime,
    /// What really sends.
    pub inner: std::sync::Arc<T>,
}

#[async_trait::async_trait]
impl<T: Transport + ?Sized> Transport for Dated<T> {
    async fn send(&self, request: Request) -> Result<Response, TransportError> {
        let response = self.inner.send(request).await?;
        let date = response.headers().get(DATE);
        let date = date.and_then(|value| value.to_str().ok());
        if let Some(at) = date.and_then(|text| jiff::fmt::rfc2822::parse(text).ok()) {
            self.time.heard(at.timestamp());
        }
        Ok(response)
    }
}
