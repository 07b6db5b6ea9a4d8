#include "stub_resolver.h"

#include <dlfcn.h>
#include <netdb.h>
#include <poll.h>

#include <map>
#include <mutex>
#include <optional>
#include <string_view>

namespace ogi::crawler {

namespace {

std::mutex mutex;
std::map<std::string, std::vector<std::string>> answers;  // Empty: it fails.
int under_way = 0;
int most = 0;

std::optional<std::vector<std::string>> begin_lookup(const std::string& name) {
    const std::scoped_lock lock{mutex};
    const auto found = answers.find(name);
    if (found == answers.end()) return std::nullopt;
    most = std::max(most, ++under_way);
    return found->second;
}

void end_lookup() {
    // Long enough for lookups to overlap where nothing keeps them apart.
    ::poll(nullptr, 0, 5);
    const std::scoped_lock lock{mutex};
    --under_way;
}

}  // namespace

void StubResolver::answer(const std::string& name, std::vector<std::string> addresses) {
    const std::scoped_lock lock{mutex};
    answers[name] = std::move(addresses);
}

void StubResolver::fail(const std::string& name) {
    answer(name, {});
}

int StubResolver::peak() {
    const std::scoped_lock lock{mutex};
    return most;
}

void StubResolver::reset_peak() {
    const std::scoped_lock lock{mutex};
    most = under_way;
}

}  // namespace ogi::crawler

using Lookup = int (*)(const char*, const char*, const addrinfo*, addrinfo**);

// The dynamic linker gives libcurl this one, because a program comes before its libraries.
extern "C" int getaddrinfo(const char* name, const char* service, const addrinfo* hints, addrinfo** found) {
    static const auto real = reinterpret_cast<Lookup>(::dlsym(RTLD_NEXT, "getaddrinfo"));
    const auto addresses = name == nullptr ? std::nullopt : ogi::crawler::begin_lookup(name);
    if (!addresses) return real(name, service, hints, found);
    addrinfo numeric{};
    if (hints != nullptr) numeric = *hints;
    numeric.ai_flags |= AI_NUMERICHOST;
    numeric.ai_family = AF_UNSPEC;
    addrinfo** end = found;
    *found = nullptr;
    for (const auto& address : *addresses) {
        // A list of one, so lists can be joined: freeaddrinfo goes through them one by one.
        if (real(address.c_str(), service, &numeric, end) != 0) continue;
        while (*end != nullptr) end = &(*end)->ai_next;
    }
    ogi::crawler::end_lookup();
    return *found == nullptr ? EAI_NONAME : 0;
}
