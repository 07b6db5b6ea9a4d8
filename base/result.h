#pragma once

#include <boost/system/result.hpp>

#include <string>
#include <string_view>
#include <utility>

namespace ogi::base {

// What a caller may branch on. Everything else belongs in Error::context.
enum class ErrorCode {
    timeout,      // No answer in time. Worth retrying.
    unreachable,  // DNS, TCP or TLS failed. Worth retrying.
    disallowed,   // robots.txt, the scope or the address policy forbids it.
    too_large,    // A limit of ours was exceeded; the context names it.
    malformed,    // Input does not follow its format; retrying cannot help.
    not_found,    // Nothing has that key.
    busy,         // Another process holds it (the store, the socket).
    io,           // The disk or RocksDB failed.
    usage,        // The caller asked for something that does not exist.
};

struct Error {
    ErrorCode code;
    std::string context;  // For a person: what was being done, to which input, and what to do.
};

// A T, or the reason there is none. Expected failures travel in a Result;
// exceptions mean a bug or a machine that is out of memory.
template <class T>
class [[nodiscard]] Result : public boost::system::result<T, Error> {
  public:
    using boost::system::result<T, Error>::result;
};

inline Error fail(ErrorCode code, std::string_view context) {
    return {code, std::string{context}};
}

// Called by Result::value() when there is no value. Reaching it is a bug.
[[noreturn]] inline void throw_exception_from_error(const Error& error, const boost::source_location&) {
    throw boost::system::system_error{make_error_code(boost::system::errc::state_not_recoverable),
                                      error.context};
}

}  // namespace ogi::base

// TRY(name, expression): `name` holds the value, or the function returns the error.
#define TRY(name, expression)                                        \
    auto name##_or_error = (expression);                             \
    if (!name##_or_error) return std::move(name##_or_error).error(); \
    auto name = *std::move(name##_or_error)

// The same for a Result<void>, whose value nobody needs.
#define TRY_VOID(expression) \
    if (auto result_or_error = (expression); !result_or_error) return std::move(result_or_error).error()

// TRY inside a coroutine.
#define CO_TRY(name, expression)                                        \
    auto name##_or_error = (expression);                                \
    if (!name##_or_error) co_return std::move(name##_or_error).error(); \
    auto name = *std::move(name##_or_error)
