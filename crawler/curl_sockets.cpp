// The half of CurlMulti that waits for libcurl's sockets and timer.
#include "crawler/curl_multi.h"

#include <boost/asio/post.hpp>

#include <unistd.h>

#include <utility>

namespace ogi::crawler {

namespace asio = boost::asio;
using asio::posix::descriptor_base;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;

void CurlMulti::Watch::release() {
    // Not the destructor of the descriptor: that would close a socket that is libcurl's.
    if (descriptor.is_open()) descriptor.release();
}

int CurlMulti::on_socket(CURL*, curl_socket_t fd, int what, void* multi, void*) noexcept {
    auto& self = *static_cast<CurlMulti*>(multi);
    if (what == CURL_POLL_REMOVE) {
        self.forget(fd);
    } else if (!self.closed_) {
        self.watch(fd, what);
    }
    return 0;
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* multi) noexcept {
    auto& self = *static_cast<CurlMulti*>(multi);
    if (!self.closed_) self.set_timer(milliseconds);
    return 0;
}

// The kernel gives the number of a closed socket to the next one, so the watch must go first. libcurl may
// close long after the transfer, and without having said CURL_POLL_REMOVE.
int CurlMulti::on_close_socket(void* multi, curl_socket_t fd) noexcept {
    auto& self = *static_cast<CurlMulti*>(multi);
    self.forget(fd);
    std::erase_if(self.kept_sockets_, [&](const auto& entry) { return entry.second == fd; });
    return ::close(fd);
}

void CurlMulti::watch(curl_socket_t fd, int what) {
    auto& entry = watches_[fd];
    if (!entry) entry = std::make_shared<Watch>(executor_, fd);
    entry->wanted = what;
    await(fd, entry);
}

void CurlMulti::forget(curl_socket_t fd) {
    const auto found = watches_.find(fd);
    if (found == watches_.end()) return;
    found->second->release();
    watches_.erase(found);
}

void CurlMulti::await(curl_socket_t fd, const std::shared_ptr<Watch>& watch) {
    const auto wait_for = [&](descriptor_base::wait_type wait, int event, bool Watch::*awaiting) {
        if ((watch->wanted & event) == 0 || watch.get()->*awaiting) return;
        watch.get()->*awaiting = true;
        watch->descriptor.async_wait(wait,
                                     [weak = weak_from_this(), fd, watch, event, awaiting](error_code error) {
                                         watch.get()->*awaiting = false;
                                         if (const auto self = weak.lock())
                                             self->ready(fd, watch, event, error.failed());
                                     });
    };
    wait_for(descriptor_base::wait_read, CURL_POLL_IN, &Watch::awaiting_read);
    wait_for(descriptor_base::wait_write, CURL_POLL_OUT, &Watch::awaiting_write);
}

void CurlMulti::ready(curl_socket_t fd, const std::shared_ptr<Watch>& watch, int event, bool failed) {
    // While the handler was queued, the socket may have been given back and its number used again.
    if (closed_ || !watch->descriptor.is_open() || (watch->wanted & event) == 0) return;
    static_assert(CURL_POLL_IN == CURL_CSELECT_IN && CURL_POLL_OUT == CURL_CSELECT_OUT);
    act(fd, failed ? CURL_CSELECT_ERR : event);
    if (!closed_ && watch->descriptor.is_open()) await(fd, watch);
}

// libcurl asks for another time several times a request. Setting the timer is a system call each, so it is
// left alone where it comes early enough: when it comes, it is set to what is wanted by then.
void CurlMulti::set_timer(long milliseconds) {
    if (milliseconds < 0) {
        wanted_at_ = Steady::time_point::max();
        if (running_.size() > 1) return;
        timer_.cancel();  // The last one ends: nothing keeps the executor busy.
        armed_ = false;
        return;
    }
    wanted_at_ = Steady::now() + std::chrono::milliseconds{milliseconds};
    if (milliseconds > 0) {
        if (!armed_ || wanted_at_ < timer_.expiry()) arm();
    } else if (!std::exchange(kicked_, true)) {
        boost::asio::post(executor_, [weak = weak_from_this()] {
            const auto self = weak.lock();
            if (!self || self->closed_) return;
            self->kicked_ = false;
            self->act(CURL_SOCKET_TIMEOUT, 0);
        });
    }
}

void CurlMulti::arm() {
    armed_ = true;
    timer_.expires_at(wanted_at_);
    timer_.async_wait([weak = weak_from_this()](error_code error) {
        const auto self = weak.lock();
        if (error || !self || self->closed_) return;
        self->armed_ = false;
        if (self->wanted_at_ <= Steady::now()) {
            self->act(CURL_SOCKET_TIMEOUT, 0);
        } else if (self->wanted_at_ != Steady::time_point::max()) {
            self->arm();
        }
    });
}

}  // namespace ogi::crawler
