//! Which part of a message a payload is, and in which direction it travels.

use std::fmt;

use serde::{Serialize, Serializer};

use crate::contract::Location;

/// The part of a message that a violation is in.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub enum Part {
    /// The request's method.
    RequestMethod,
    /// The request's path.
    RequestPath,
    /// The request's query.
    RequestQuery,
    /// A header field of the request.
    RequestHeader,
    /// A cookie of the request.
    RequestCookie,
    /// The request's credentials.
    RequestSecurity,
    /// The request's body.
    RequestBody,
    /// The response's status.
    ResponseStatus,
    /// A header field of the response.
    ResponseHeader,
    /// The response's body.
    ResponseBody,
    /// JSON that is not part of a message.
    Instance,
}

impl Part {
    /// The name in reports: `request.body`.
    pub const fn name(self) -> &'static str {
        match self {
            Self::RequestMethod => "request.method",
            Self::RequestPath => "request.path",
            Self::RequestQuery => "request.query",
            Self::RequestHeader => "request.header",
            Self::RequestCookie => "request.cookie",
            Self::RequestSecurity => "request.security",
            Self::RequestBody => "request.body",
            Self::ResponseStatus => "response.status",
            Self::ResponseHeader => "response.header",
            Self::ResponseBody => "response.body",
            Self::Instance => "instance",
        }
    }

    /// The part that parameters of that location stand in.
    pub(crate) const fn of_parameter(location: Location) -> Self {
        match location {
            Location::Path => Self::RequestPath,
            Location::Query => Self::RequestQuery,
            Location::Header => Self::RequestHeader,
            Location::Cookie => Self::RequestCookie,
        }
    }

    /// The direction in which the part travels.
    pub const fn direction(self) -> Direction {
        match self {
            Self::RequestMethod
            | Self::RequestPath
            | Self::RequestQuery
            | Self::RequestHeader
            | Self::RequestCookie
            | Self::RequestSecurity
            | Self::RequestBody => Direction::Request,
            Self::ResponseStatus | Self::ResponseHeader | Self::ResponseBody => Direction::Response,
            Self::Instance => Direction::None,
        }
    }
}

impl fmt::Display for Part {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl Serialize for Part {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.name())
    }
}

/// The direction of a message, on which `readOnly` and `writeOnly` depend.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Direction {
    /// To the server: `readOnly` properties are refused, and not required.
    Request,
    /// From the server: `writeOnly` properties are refused, and not required.
    Response,
    /// Neither: both are admitted, and required where the contract says so.
    None,
}
