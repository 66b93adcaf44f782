//! What a request has before its body, in the types of the crate `http`.

use http::{HeaderMap, Method, Request, Uri, request};

/// A request without its body: [`Request`], whatever its body is, and [`request::Parts`].
pub trait Head: private::Sealed {
    /// The method.
    fn method(&self) -> &Method;
    /// The target.
    fn uri(&self) -> &Uri;
    /// The header fields.
    fn headers(&self) -> &HeaderMap;
}

impl<B> Head for Request<B> {
    fn method(&self) -> &Method {
        self.method()
    }

    fn uri(&self) -> &Uri {
        self.uri()
    }

    fn headers(&self) -> &HeaderMap {
        self.headers()
    }
}

impl Head for request::Parts {
    fn method(&self) -> &Method {
        &self.method
    }

    fn uri(&self) -> &Uri {
        &self.uri
    }

    fn headers(&self) -> &HeaderMap {
        &self.headers
    }
}

mod private {
    pub trait Sealed {}

    impl<B> Sealed for http::Request<B> {}
    impl Sealed for http::request::Parts {}
}
