// SPDX-License-Identifier: EUPL-1.2
// The journal's thread and its queue: the one place where the I/O thread and the disk meet.
#include "server/journal/journal.hpp"

#include <condition_variable>
#include <deque>
#include <mutex>
#include <stdexcept>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "server/journal/rows.hpp"
#include "server/journal/store.hpp"

namespace arena::journal {
namespace {

// Appends in one commit. More would make the first wait for the last without gaining speed.
constexpr std::size_t group_max = 256;

struct AppendJob {
  hub::Append append;
  hub::Journal::Appended done;
};
struct LoadJob {
  ConversationId conversation;
  hub::Journal::Loaded done;
};
struct ProbeJob {
  hub::Journal::Probed done;
};
struct OtherJob {
  std::function<void()> run;
};
using Job = std::variant<AppendJob, LoadJob, ProbeJob, OtherJob>;

// What may be worked on at once: appends that wait together, or one job of another kind.
std::vector<Job> take_some(std::deque<Job>& queue) {
  std::vector<Job> taken;
  do {
    taken.push_back(std::move(queue.front()));
    queue.pop_front();
  } while (!queue.empty() && taken.size() < group_max &&
           std::holds_alternative<AppendJob>(taken.front()) &&
           std::holds_alternative<AppendJob>(queue.front()));
  return taken;
}

}  // namespace

class SqliteJournal::Implementation {
 public:
  Implementation(std::filesystem::path file, Options options)
      : file_(std::move(file)),
        options_(options),
        store_(std::make_unique<Store>(file_, options_)),
        directory_(store_->directory()),
        thread_([this] { work(); }) {}

  ~Implementation() {
    {
      const std::lock_guard lock(mutex_);
      stopping_ = true;
    }
    something_.notify_one();
    thread_.join();
  }
  Implementation(const Implementation&) = delete;
  Implementation& operator=(const Implementation&) = delete;

  [[nodiscard]] const hub::Directory& directory() const noexcept { return directory_; }

  void accompany(Beside& beside) {
    const std::lock_guard lock(mutex_);
    beside_ = &beside;
  }

  void give(Job job) {
    {
      const std::lock_guard lock(mutex_);
      queue_.push_back(std::move(job));
    }
    something_.notify_one();
  }

 private:
  void work() {
    while (true) {
      std::unique_lock lock(mutex_);
      something_.wait(lock, [this] { return stopping_ || !queue_.empty(); });
      if (queue_.empty()) break;  // stopping, and everything given is done
      std::vector<Job> jobs = take_some(queue_);
      lock.unlock();
      perform(jobs);
    }
    store_.reset();
  }

  void perform(std::vector<Job>& jobs) {
    if (auto* load = std::get_if<LoadJob>(&jobs.front())) {
      load->done(load_now(load->conversation));
    } else if (auto* probe = std::get_if<ProbeJob>(&jobs.front())) {
      probe->done(attempt([](Store& store) { store.probe(); }));
    } else if (auto* other = std::get_if<OtherJob>(&jobs.front())) {
      other->run();
    } else {
      append_group(jobs);
    }
    if (store_) store_->tidy();
  }

  void append_group(std::vector<Job>& jobs) {
    std::vector<const hub::Append*> group;
    group.reserve(jobs.size());
    for (const Job& job : jobs) group.push_back(&std::get<AppendJob>(job).append);
    auto result = prepare(group);
    if (result) result = attempt([&](Store& store) { store.append(group); });
    for (Job& job : jobs) {
      if (beside_ != nullptr) beside_->after(std::get<AppendJob>(job).append, result.has_value());
      std::get<AppendJob>(job).done(result);
    }
  }

  tl::expected<void, hub::StorageError> prepare(const std::vector<const hub::Append*>& group) {
    for (const hub::Append* append : group) {
      if (beside_ == nullptr) break;
      if (auto ready = beside_->before(*append); !ready) return ready;
    }
    return {};
  }

  tl::expected<std::vector<Record>, hub::StorageError> load_now(
      const ConversationId& conversation) {
    tl::expected<std::vector<Record>, hub::StorageError> loaded;
    const auto result = attempt([&](Store& store) { loaded = store.load(conversation); });
    if (!result) return tl::unexpected(result.error());
    return loaded;
  }

  // Runs `action` on an open store. After an error that left the store unusable it is closed
  // here and opened again by the next attempt.
  template <class Action>
  tl::expected<void, hub::StorageError> attempt(Action action) {
    try {
      if (!store_) store_ = std::make_unique<Store>(file_, options_);
      action(*store_);
      return {};
    } catch (const SqliteError& error) {
      if (store_ && !store_->usable()) store_.reset();
      return tl::unexpected(
          hub::StorageError{"the record cannot be used: " + std::string(error.what())});
    }
  }

  const std::filesystem::path file_;
  const Options options_;
  std::unique_ptr<Store> store_;  // the journal's thread only, once that runs
  const hub::Directory directory_;

  std::mutex mutex_;  // of what follows
  std::condition_variable something_;
  std::deque<Job> queue_;
  bool stopping_{};
  Beside* beside_{};  // set before the first append

  std::thread thread_;  // last: it uses all of the above
};

SqliteJournal::SqliteJournal(const std::filesystem::path& directory, Options options) {
  const auto file = directory / "journal.sqlite";
  std::error_code ignored;
  if (!std::filesystem::is_directory(directory, ignored)) {
    throw std::runtime_error(directory.string() + " is not a directory; make it first.");
  }
  try {
    implementation_ = std::make_unique<Implementation>(file, options);
  } catch (const SqliteError& error) {
    throw std::runtime_error(open_failure(file, error));
  }
}

SqliteJournal::~SqliteJournal() = default;

const hub::Directory& SqliteJournal::directory() const noexcept {
  return implementation_->directory();
}

void SqliteJournal::append(hub::Append append, Appended done) {
  implementation_->give(AppendJob{std::move(append), std::move(done)});
}

void SqliteJournal::load(ConversationId conversation, Loaded done) {
  implementation_->give(LoadJob{conversation, std::move(done)});
}

void SqliteJournal::probe(Probed done) { implementation_->give(ProbeJob{std::move(done)}); }

void SqliteJournal::accompany(Beside& beside) { implementation_->accompany(beside); }

void SqliteJournal::run(std::function<void()> job) {
  implementation_->give(OtherJob{std::move(job)});
}

}  // namespace arena::journal
