#include "daemon/web/told_memory.h"

#include "tests/daemon/small_store.h"

#include <boost/asio/co_spawn.hpp>

#include <gtest/gtest.h>

#include <vector>

namespace ogi::daemon {
namespace {

namespace asio = boost::asio;
using base::ErrorCode;
using base::Result;

// A daemon that answers when it is let to.
class TellingDaemon {
  public:
    TellingDaemon() {
        context_.daemon.tell = [this](About about, Told told) {
            asked.push_back(about);
            waiting_.push_back(std::move(told));
        };
    }

    // Asks for it; its answer is put behind `answers` when it comes.
    void ask(About about) {
        auto question = [this, about]() -> asio::awaitable<void> {
            answers.push_back(co_await ToldMemory::ask(memory, about));
        };
        auto ended = [](const std::exception_ptr& thrown) {
            if (thrown) std::rethrow_exception(thrown);
        };
        asio::co_spawn(io_, std::move(question), std::move(ended));
        settle();
    }

    void answer(const Result<std::string>& answer) {
        for (const auto& told : std::exchange(waiting_, {})) told(answer);
        settle();
    }

    std::vector<About> asked{};
    std::vector<Result<std::string>> answers{};

  private:
    // Everything that can go on does.
    void settle() {
        io_.restart();
        while (io_.poll() > 0) {
        }
    }

    SmallStore store_;
    asio::io_context io_;
    Metrics metrics_;
    ApiContext context_{.store = store_.store(),
                        .rulings = nullptr,
                        .signal = nullptr,
                        .context = io_,
                        .metrics = metrics_,
                        .daemon = {}};

  public:
    ToldMemory memory{context_};

  private:
    std::vector<Told> waiting_;
};

TEST(ToldMemory, WhoeverAsksMeanwhileGetsTheSameAnswer) {
    TellingDaemon daemon;
    daemon.ask(About::hosts);
    daemon.ask(About::hosts);
    daemon.ask(About::hosts);
    EXPECT_TRUE(daemon.answers.empty());
    daemon.answer(std::string{"{}\n"});
    EXPECT_EQ(daemon.asked.size(), 1U);
    ASSERT_EQ(daemon.answers.size(), 3U);
    for (const auto& answer : daemon.answers) EXPECT_EQ(answer.value(), "{}\n");
}

TEST(ToldMemory, AFreshAnswerIsGivenAgain) {
    TellingDaemon daemon;
    daemon.ask(About::hosts);
    daemon.answer(std::string{});  // Nothing is known of any host: an answer, too.
    daemon.ask(About::hosts);
    EXPECT_EQ(daemon.asked.size(), 1U);
    EXPECT_EQ(daemon.answers.size(), 2U);
}

TEST(ToldMemory, QuestionsDoNotWaitForEachOther) {
    TellingDaemon daemon;
    daemon.ask(About::hosts);
    daemon.ask(About::status);
    EXPECT_EQ(daemon.asked, (std::vector{About::hosts, About::status}));
    daemon.answer(std::string{"x\n"});
    EXPECT_EQ(daemon.answers.size(), 2U);
}

TEST(ToldMemory, AFailureIsToldAsItIsToAllWhoWait) {
    TellingDaemon daemon;
    daemon.ask(About::sources);
    daemon.ask(About::sources);
    daemon.answer(base::fail(ErrorCode::io, "the disk"));
    ASSERT_EQ(daemon.answers.size(), 2U);
    for (const auto& answer : daemon.answers) {
        ASSERT_FALSE(answer);
        EXPECT_EQ(answer.error().code, ErrorCode::io);
        EXPECT_EQ(answer.error().context, "the disk");
    }
}

}  // namespace
}  // namespace ogi::daemon
