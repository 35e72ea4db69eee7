// SPDX-License-Identifier: EUPL-1.2
// Beast, and what Asio has of TLS, compiled once.
#include <boost/asio/ssl/impl/src.hpp>
#include <boost/beast/src.hpp>
