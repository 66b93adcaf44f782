//! Calls that are checked on both ways, whoever sends them.

use std::fmt;
use std::time::Duration;

use bytes::Bytes;
use fineprint::check::Options;
use fineprint::report::Report;
use http::{Request, Response};
use http_body::Body as HttpBody;

use crate::SharedContract;
use crate::read::{Read, read};

/// A contract that the calls of a client are held to: a request that does not meet it is not sent, and a response that does
/// not is an error.
///
/// It does not send: that is done by what is handed to [`call`](Self::call), for instance with `reqwest`, whose requests and
/// responses can be made of those of the crate `http`:
///
/// ```text
/// let response = client
///     .call(request, async |request| http.execute(request.try_into()?).await.map(http::Response::from))
///     .await?;
/// ```
///
/// Here it is sent to nobody:
///
/// ```
/// use bytes::Bytes;
/// use fineprint::Contract;
/// use fineprint_tower::{CallError, ContractClient};
/// use http::{Request, Response};
/// use http_body_util::Full;
///
/// async fn get_pets(contract: &'static Contract) -> Result<Response<Bytes>, CallError<std::io::Error>> {
///     let request = Request::get("https://example.com/pets").body(Bytes::new()).unwrap_or_default();
///     let client = ContractClient::new(contract);
///     client.call(request, async |_| Ok(Response::new(Full::new(Bytes::from("[]"))))).await
/// }
/// # let _ = get_pets;
/// ```
#[derive(Clone, Debug)]
pub struct ContractClient {
    contract: SharedContract,
    options: Options,
    timeout: Duration,
}

impl ContractClient {
    /// A client of a generated contract (`&'static Contract`), or of one that was loaded (`Contract` or `Arc<Contract>`).
    pub fn new(contract: impl Into<SharedContract>) -> Self {
        Self { contract: contract.into(), options: Options::new(), timeout: Duration::from_secs(30) }
    }

    /// How messages are checked, and up to how many bytes: by default 64 MiB.
    #[must_use]
    pub fn options(mut self, options: Options) -> Self {
        self.options = options;
        self
    }

    /// How long the body of a response may take, once its head is there. By default 30 seconds.
    #[must_use]
    pub const fn body_timeout(mut self, time: Duration) -> Self {
        self.timeout = time;
        self
    }

    /// Checks the request, has it sent, reads the response and checks that. It is read to its end: this is not for streams.
    ///
    /// # Errors
    ///
    /// One of the messages does not meet the contract, or could not be checked in all respects without
    /// [`Options::admit_unchecked`]; or the call itself failed.
    pub async fn call<B, E>(
        &self,
        request: Request<Bytes>,
        send: impl AsyncFnOnce(Request<Bytes>) -> Result<Response<B>, E>,
    ) -> Result<Response<Bytes>, CallError<E, B::Error>>
    where
        B: HttpBody<Data = Bytes>,
    {
        let checker = match self.contract.with(&self.options).find(&request) {
            Ok(operation) => {
                let report = operation.check_request(&request, request.body());
                if !self.options.accepts(report.verdict()) {
                    return Err(CallError::Request(report));
                }
                operation.response(request.method())
            }
            Err(report) => return Err(CallError::Request(report)),
        };
        let response = send(request).await.map_err(CallError::Send)?;
        let (head, body) = response.into_parts();
        let bytes = match read(body, self.options.byte_limit(), self.timeout).await {
            Read::Whole(bytes, _) => bytes,
            Read::TooLong(..) => return Err(CallError::TooLong),
            Read::TooSlow(..) => return Err(CallError::TooSlow),
            Read::Failed(_, error) => return Err(CallError::Body(error)),
        };
        let report = checker.check(head.status, &head.headers, &bytes);
        let response = Response::from_parts(head, bytes);
        if self.options.accepts(report.verdict()) {
            Ok(response)
        } else {
            Err(CallError::Response { report, response: Box::new(response) })
        }
    }
}

/// Why a call came to nothing. `E` is what sending fails with, `B` what reading the response's body does. Neither
/// its text nor its debug output has a value of the messages.
pub enum CallError<E, B = std::convert::Infallible> {
    /// The request was not sent, since it does not meet the contract.
    Request(Report),
    /// It could not be sent, or was not answered.
    Send(E),
    /// The response broke off.
    Body(B),
    /// The response is longer than [`Options::max_bytes`] allows.
    TooLong,
    /// The response did not come in time.
    TooSlow,
    /// The response does not meet the contract.
    Response {
        /// What is wrong.
        report: Report,
        /// The response all the same.
        response: Box<Response<Bytes>>,
    },
}

impl<E: fmt::Debug, B: fmt::Debug> fmt::Debug for CallError<E, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(report) => f.debug_tuple("Request").field(report).finish(),
            Self::Send(error) => f.debug_tuple("Send").field(error).finish(),
            Self::Body(error) => f.debug_tuple("Body").field(error).finish(),
            Self::TooLong => f.write_str("TooLong"),
            Self::TooSlow => f.write_str("TooSlow"),
            Self::Response { report, response } => f
                .debug_struct("Response")
                .field("report", report)
                .field("status", &response.status())
                .finish(),
        }
    }
}

impl<E: fmt::Display, B: fmt::Display> fmt::Display for CallError<E, B> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Request(report) => write!(f, "the request was not sent: {report}"),
            Self::Send(error) => write!(f, "the request could not be sent: {error}"),
            Self::Body(error) => write!(f, "the response broke off: {error}"),
            Self::TooLong => f.write_str("the response is too long"),
            Self::TooSlow => f.write_str("the response did not come in time"),
            Self::Response { report, response } => {
                write!(f, "the response with status {} is not as documented: {report}", response.status())
            }
        }
    }
}

impl<E: std::error::Error + 'static, B: std::error::Error + 'static> std::error::Error for CallError<E, B> {
    fn source(&self) -> Option<&(dyn std::error::Error + 'static)> {
        match self {
            Self::Request(_) | Self::TooLong | Self::TooSlow | Self::Response { .. } => None,
            Self::Send(error) => Some(error),
            Self::Body(error) => Some(error),
        }
    }
}
