// The half of CurlMulti that waits for libcurl's sockets and timer.
#include "crawler/curl_multi.h"

#include <boost/asio/post.hpp>

#include <sys/epoll.h>
#include <unistd.h>

#include <array>
#include <utility>

namespace ogi::crawler {

namespace asio = boost::asio;
using boost::system::error_code;
using Steady = std::chrono::steady_clock;

namespace {

// Sockets looked at in one go.
constexpr int events_max = 64;

}  // namespace

int CurlMulti::on_socket(CURL*, curl_socket_t fd, int what, void* multi, void*) noexcept {
    auto& self = *static_cast<CurlMulti*>(multi);
    if (self.closed_) return 0;
    self.watch(fd, what == CURL_POLL_REMOVE ? CURL_POLL_NONE : what);
    return 0;
}

int CurlMulti::on_timer(CURLM*, long milliseconds, void* multi) noexcept {
    auto& self = *static_cast<CurlMulti*>(multi);
    if (!self.closed_) self.set_timer(milliseconds);
    return 0;
}

// The kernel gives the number of a closed socket to the next one, so what is known of it must go first.
// libcurl may close long after the transfer, and without having said CURL_POLL_REMOVE.
int CurlMulti::on_close_socket(void* multi, curl_socket_t fd) noexcept {
    auto& self = *static_cast<CurlMulti*>(multi);
    if (!self.closed_) {
        self.watch(fd, CURL_POLL_NONE);
        self.forget(fd);
    }
    return ::close(fd);  // Which takes it out of the set.
}

void CurlMulti::forget(curl_socket_t fd) {
    const auto watch = watches_.find(fd);
    if (watch == watches_.end()) return;
    if (const auto kept = kept_sockets_.find(watch->second.kept_for); kept != kept_sockets_.end()) {
        std::erase(kept->second, fd);
        if (kept->second.empty()) kept_sockets_.erase(kept);
    }
    watches_.erase(watch);
}

// A connection is used for one request after the other, and libcurl wants each time to be told of it, and
// then not any more. The socket stays in the set meanwhile; only where something happens that nobody waits
// for, it is taken out. Other sockets, those of the resolver, libcurl closes without a word: they are taken
// out at once.
void CurlMulti::watch(curl_socket_t fd, int wanted) {
    auto& watch = watches_[fd];
    const bool was_wanted = watch.wanted != CURL_POLL_NONE;
    const bool is_wanted = wanted != CURL_POLL_NONE;
    watch.wanted = wanted;
    if (is_wanted) {
        listen(fd, watch, wanted);
        if (!was_wanted) ++wanted_sockets_;
        await();
        return;
    }
    if (was_wanted && --wanted_sockets_ == 0) set_of_sockets_.cancel();  // Nothing keeps the executor busy.
    if (watch.is_connection) return;
    listen(fd, watch, CURL_POLL_NONE);
    watches_.erase(fd);
}

// Tells the kernel, where it does not know, what to look for.
void CurlMulti::listen(curl_socket_t fd, Watch& watch, int events) {
    if (watch.known == events) return;
    epoll_event event{.events = ((events & CURL_POLL_IN) != 0 ? EPOLLIN : 0U) |
                                ((events & CURL_POLL_OUT) != 0 ? EPOLLOUT : 0U),
                      .data = {.fd = fd}};
    const int set = set_of_sockets_.native_handle();
    if (events == CURL_POLL_NONE) {
        ::epoll_ctl(set, EPOLL_CTL_DEL, fd, nullptr);
    } else if (::epoll_ctl(set, EPOLL_CTL_MOD, fd, &event) != 0) {
        ::epoll_ctl(set, EPOLL_CTL_ADD, fd, &event);  // Where there is no room for it, the time limits hold.
    }
    watch.known = events;
}

void CurlMulti::await() {
    if (std::exchange(awaiting_, true)) return;
    set_of_sockets_.async_wait(asio::posix::descriptor_base::wait_read,
                               [weak = weak_from_this()](error_code) {
                                   const auto self = weak.lock();
                                   if (!self || self->closed_) return;
                                   self->awaiting_ = false;
                                   self->ready();
                                   if (!self->closed_ && self->wanted_sockets_ > 0) self->await();
                               });
}

// Everything that happened since the last time, in one go.
void CurlMulti::ready() {
    std::array<epoll_event, events_max> events;
    const int count = ::epoll_wait(set_of_sockets_.native_handle(), events.data(), events_max, 0);
    static_assert(CURL_POLL_IN == CURL_CSELECT_IN && CURL_POLL_OUT == CURL_CSELECT_OUT);
    for (int i = 0; i < count && !closed_; ++i) {
        const auto& event = events[static_cast<std::size_t>(i)];
        const auto found = watches_.find(event.data.fd);
        if (found == watches_.end()) continue;
        const int wanted = found->second.wanted;
        const bool failed = (event.events & (EPOLLERR | EPOLLHUP)) != 0;
        const int happened = ((event.events & EPOLLIN) != 0 || failed ? CURL_CSELECT_IN : 0) |
                             ((event.events & EPOLLOUT) != 0 || failed ? CURL_CSELECT_OUT : 0);
        if ((happened & wanted) != 0) {
            act(event.data.fd, happened & wanted);
        } else {
            listen(event.data.fd, found->second, wanted);
        }
    }
    collect_finished();
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
            self->collect_finished();
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
            self->collect_finished();
        } else if (self->wanted_at_ != Steady::time_point::max()) {
            self->arm();
        }
    });
}

}  // namespace ogi::crawler
