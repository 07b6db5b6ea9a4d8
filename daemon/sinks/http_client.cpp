#include "daemon/sinks/http_client.h"

#include "base/version.h"
#include "crawler/tls_failure.h"

#include <algorithm>
#include <array>
#include <new>

namespace ogi::daemon {

using base::ErrorCode;
using base::Result;

namespace {

struct Meaning {
    CURLcode code;
    ErrorCode error;
    std::string_view words;
};

// Whatever is not listed is a connection that failed, which is tried again.
constexpr Meaning meanings[] = {
    {CURLE_COULDNT_RESOLVE_HOST, ErrorCode::unreachable, "the host name cannot be resolved"},
    {CURLE_COULDNT_RESOLVE_PROXY, ErrorCode::unreachable, "the name of the proxy cannot be resolved"},
    {CURLE_PROXY, ErrorCode::unreachable, "the proxy refused"},
    {CURLE_COULDNT_CONNECT, ErrorCode::unreachable, "no connection"},
    {CURLE_GOT_NOTHING, ErrorCode::unreachable, "the server closed the connection without an answer"},
    {CURLE_PARTIAL_FILE, ErrorCode::unreachable, "the connection closed before the answer was whole"},
    {CURLE_SEND_ERROR, ErrorCode::unreachable, "the connection broke"},
    {CURLE_RECV_ERROR, ErrorCode::unreachable, "the connection broke"},
    {CURLE_OPERATION_TIMEDOUT, ErrorCode::timeout, "no answer in time"},
    {CURLE_WEIRD_SERVER_REPLY, ErrorCode::malformed, "the answer is not HTTP"},
    {CURLE_UNSUPPORTED_PROTOCOL, ErrorCode::malformed, "the URL is neither http nor https"},
    {CURLE_URL_MALFORMAT, ErrorCode::malformed, "the URL cannot be asked for"},
    {CURLE_SSL_CACERT_BADFILE, ErrorCode::malformed, "ca_file cannot be read"},
    {CURLE_ABORTED_BY_CALLBACK, ErrorCode::busy, "given up, for the daemon stops"},
    {CURLE_FILESIZE_EXCEEDED, ErrorCode::too_large, "the answer is longer than anything that was asked for"},
    {CURLE_WRITE_ERROR, ErrorCode::too_large, "the answer is longer than anything that was asked for"},
};

// What the callbacks of one transfer write into.
struct Transfer {
    HttpAnswer answer{};
    std::size_t body_bytes_max = 0;
};

std::size_t on_body(char* bytes, std::size_t, std::size_t count, void* transfer_pointer) {
    auto& transfer = *static_cast<Transfer*>(transfer_pointer);
    if (transfer.answer.body.size() + count > transfer.body_bytes_max) return 0;
    transfer.answer.body.append(bytes, count);
    return count;
}

std::size_t on_header(char* bytes, std::size_t, std::size_t count, void* transfer_pointer) {
    auto& transfer = *static_cast<Transfer*>(transfer_pointer);
    constexpr std::string_view name = "retry-after:";
    const std::string_view line{bytes, count};
    const auto same = [](char a, char b) { return a == (b >= 'A' && b <= 'Z' ? b - 'A' + 'a' : b); };
    if (line.size() < name.size() || !std::ranges::equal(name, line.substr(0, name.size()), same))
        return count;
    const auto value = line.substr(name.size());
    const auto begin = value.find_first_not_of(" \t");
    const auto end = value.find_last_not_of(" \t\r\n");
    if (begin != std::string_view::npos && end >= begin)
        transfer.answer.retry_after = value.substr(begin, end - begin + 1);
    return count;
}

int on_progress(void* stopping, curl_off_t, curl_off_t, curl_off_t, curl_off_t) {
    return (*static_cast<const std::function<bool()>*>(stopping))() ? 1 : 0;
}

void append(crawler::CurlList& list, const std::string& line) {
    auto* longer = curl_slist_append(list.get(), line.c_str());
    if (longer == nullptr) throw std::bad_alloc{};
    static_cast<void>(list.release());
    list.reset(longer);
}

crawler::CurlList headers_of(const HttpAsk& ask, const HttpAccess& access) {
    crawler::CurlList list;
    append(list,
           "Expect:");  // Not every server answers 100 Continue; waiting for it costs a second each time.
    if (!ask.content_type.empty()) append(list, "Content-Type: " + ask.content_type);
    if (!access.bearer.empty()) append(list, "Authorization: Bearer " + access.bearer);
    for (const auto& [name, value] : ask.headers) append(list, name + ": " + value);
    return list;
}

void set_access(CURL* easy, const HttpAccess& access) {
    const auto milliseconds = [](auto time) { return static_cast<long>(time.count()); };
    // HTTP/2 in 7.88 reports truncated bodies as whole (fixed in 8.0.0).
    curl_easy_setopt(easy, CURLOPT_HTTP_VERSION, static_cast<long>(CURL_HTTP_VERSION_1_1));
    curl_easy_setopt(easy, CURLOPT_PROTOCOLS_STR, "http,https");
    curl_easy_setopt(easy, CURLOPT_FOLLOWLOCATION, 0L);
    curl_easy_setopt(easy, CURLOPT_PROXY, access.proxy.c_str());
    curl_easy_setopt(easy, CURLOPT_NOPROXY, "");
    curl_easy_setopt(easy, CURLOPT_SUPPRESS_CONNECT_HEADERS, 1L);
    curl_easy_setopt(easy, CURLOPT_NOSIGNAL, 1L);
    curl_easy_setopt(easy, CURLOPT_HTTP09_ALLOWED, 0L);
    static const auto user_agent = "ogid/" + std::string{base::version};
    curl_easy_setopt(easy, CURLOPT_USERAGENT, user_agent.c_str());
    curl_easy_setopt(easy, CURLOPT_CONNECTTIMEOUT_MS, milliseconds(access.connect_timeout));
    curl_easy_setopt(easy, CURLOPT_TIMEOUT_MS, milliseconds(access.total_timeout));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_TIME, static_cast<long>(access.stall_timeout.count()));
    curl_easy_setopt(easy, CURLOPT_LOW_SPEED_LIMIT, 1L);
    curl_easy_setopt(easy, CURLOPT_QUICK_EXIT,
                     1L);  // A lookup that hangs does not hold the thread at its end.
    curl_easy_setopt(easy, CURLOPT_SSLVERSION, static_cast<long>(CURL_SSLVERSION_TLSv1_2));
    if (!access.ca_file.empty()) curl_easy_setopt(easy, CURLOPT_CAINFO, access.ca_file.c_str());
    if (access.user.empty()) return;
    curl_easy_setopt(easy, CURLOPT_HTTPAUTH, static_cast<long>(CURLAUTH_BASIC));
    curl_easy_setopt(easy, CURLOPT_USERNAME, access.user.c_str());
    curl_easy_setopt(easy, CURLOPT_PASSWORD, access.password.c_str());
}

void set_ask(CURL* easy, const HttpAsk& ask) {
    if (ask.method == "HEAD") {
        curl_easy_setopt(easy, CURLOPT_NOBODY, 1L);
    } else if (ask.method != "GET") {
        curl_easy_setopt(easy, CURLOPT_POST, 1L);
        curl_easy_setopt(easy, CURLOPT_POSTFIELDSIZE_LARGE, static_cast<curl_off_t>(ask.body.size()));
        curl_easy_setopt(easy, CURLOPT_POSTFIELDS, ask.body.empty() ? "" : ask.body.data());
        curl_easy_setopt(easy, CURLOPT_CUSTOMREQUEST, ask.method.c_str());
    }
}

base::Error error_of(CURL* easy, CURLcode code, std::string_view url, const char* words) {
    long verify_result = 0;
    curl_easy_getinfo(easy, CURLINFO_SSL_VERIFYRESULT, &verify_result);
    std::string context = std::string{url} + ": ";
    const auto end_with = [&](ErrorCode error, std::string_view what) {
        context += what;
        context += "; ";
        context += *words == 0 ? curl_easy_strerror(code) : words;
        return base::Error{error, std::move(context)};
    };
    if (static_cast<int>(code) == CURLE_PEER_FAILED_VERIFICATION)
        return end_with(ErrorCode::unreachable,
                        crawler::tls_words(crawler::certificate_failure(verify_result)));
    if (code == CURLE_SSL_CONNECT_ERROR) {
        const auto reason = crawler::handshake_failure(words, model::FailureReason::tls_handshake);
        return end_with(ErrorCode::unreachable, crawler::tls_words(reason));
    }
    const auto* found = std::ranges::find(meanings, code, &Meaning::code);
    if (found == std::end(meanings)) return end_with(ErrorCode::unreachable, "the transfer failed");
    return end_with(found->error, found->words);
}

}  // namespace

std::string HttpAnswer::told() const {
    auto text = "HTTP " + std::to_string(status);
    if (body.empty()) return text;
    text += ": ";
    text.append(body, 0, HttpClient::told_bytes_max);
    // What a server says is not trusted to keep to one line of the log.
    std::ranges::replace_if(
        text, [](char c) { return static_cast<unsigned char>(c) < 0x20 || c == 0x7F; }, ' ');
    if (body.size() > HttpClient::told_bytes_max) text += " …";
    return text;
}

HttpClient::HttpClient(HttpAccess access, std::function<bool()> stopping)
    : access_{std::move(access)}, stopping_{std::move(stopping)}, easy_{curl_easy_init()} {
    if (!easy_) throw std::bad_alloc{};
}

Result<HttpAnswer> HttpClient::send(const HttpAsk& ask) {
    auto* easy = easy_.get();
    curl_easy_reset(easy);  // Keeps connections and sessions.
    set_access(easy, access_);
    const auto url = access_.url + ask.path;
    const auto headers = headers_of(ask, access_);
    Transfer transfer{.body_bytes_max = answer_bytes_max};
    std::array<char, CURL_ERROR_SIZE> words{};
    set_ask(easy, ask);
    curl_easy_setopt(easy, CURLOPT_URL, url.c_str());
    curl_easy_setopt(easy, CURLOPT_HTTPHEADER, headers.get());
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, words.data());
    curl_easy_setopt(easy, CURLOPT_WRITEFUNCTION, &on_body);
    curl_easy_setopt(easy, CURLOPT_WRITEDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_HEADERFUNCTION, &on_header);
    curl_easy_setopt(easy, CURLOPT_HEADERDATA, &transfer);
    curl_easy_setopt(easy, CURLOPT_NOPROGRESS, 0L);
    curl_easy_setopt(easy, CURLOPT_XFERINFOFUNCTION, &on_progress);
    curl_easy_setopt(easy, CURLOPT_XFERINFODATA, &stopping_);
    const auto code = curl_easy_perform(easy);
    curl_easy_setopt(easy, CURLOPT_ERRORBUFFER, nullptr);
    if (code != CURLE_OK) return error_of(easy, code, url, words.data());
    long status = 0;
    curl_easy_getinfo(easy, CURLINFO_RESPONSE_CODE, &status);
    transfer.answer.status = static_cast<int>(status);
    return std::move(transfer.answer);
}

}  // namespace ogi::daemon
