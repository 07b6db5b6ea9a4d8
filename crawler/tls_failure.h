#pragma once

#include "model/failure.h"

#include <string_view>

namespace ogi::crawler {

// Why a certificate was not accepted. `verify_result`: OpenSSL's X509_V_ERR_…; 0 or 1 where the chain holds
// and only the name is another one.
model::FailureReason certificate_failure(long verify_result);

// Why a TLS handshake failed, from OpenSSL's words for it ("error:0A000152:SSL routines::unsafe legacy
// renegotiation disabled"); `otherwise` where they tell nothing more exact.
model::FailureReason handshake_failure(std::string_view words, model::FailureReason otherwise);

// For an operator, without the names of a library.
std::string_view tls_words(model::FailureReason reason);

}  // namespace ogi::crawler
