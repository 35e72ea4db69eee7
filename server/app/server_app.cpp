// SPDX-License-Identifier: EUPL-1.2
#include "server/app/server_app.hpp"

#include <boost/asio/executor_work_guard.hpp>
#include <boost/asio/io_context.hpp>
#include <boost/asio/post.hpp>
#include <boost/asio/signal_set.hpp>
#include <boost/asio/steady_timer.hpp>
#include <chrono>
#include <csignal>
#include <stdexcept>
#include <system_error>
#include <utility>

#include "server/anonymity/slots.hpp"
#include "server/app/config.hpp"
#include "server/app/data_directory.hpp"
#include "server/app/envelope_road.hpp"
#include "server/app/http_api.hpp"
#include "server/app/log.hpp"
#include "server/app/system.hpp"
#include "server/app/watched_journal.hpp"
#include "server/app/web_files.hpp"
#include "server/codec/script_text.hpp"
#include "server/codec/wire.hpp"
#include "server/hub/hub.hpp"
#include "server/net/origins.hpp"
#include "server/staff/office.hpp"

namespace arena::app {

namespace {

std::optional<Script> parse_script(const std::string& text) {
  auto script = codec::read_script(text, "journal");
  if (!script) return std::nullopt;
  return std::move(*script);
}

std::vector<std::string> origins_of(const Settings& settings) {
  auto origins = settings.origins;
  if (!settings.public_url.empty()) origins.push_back(origin_of_url(settings.public_url));
  return origins;
}

std::string without_last_slash(std::string url) {
  while (url.ends_with('/')) url.pop_back();
  return url;
}

}  // namespace

class ServerApp::Implementation {
 public:
  explicit Implementation(Settings settings)
      : settings_(std::move(settings)),
        log_(settings_.quiet),
        files_(find_web(settings_.web)),
        directory_(settings_.data),
        journal_(std::make_unique<journal::SqliteJournal>(settings_.data, journal_options())),
        slots_(settings_.data, *journal_),
        watched_(*journal_, log_),
        work_(io_.get_executor()),
        hub_(io_,
             {watched_, slots_, clock_, entropy_, encoder_, &journal::commitment, &journal::digest,
              &parse_script},
             what_was_left()),
        office_(io_, settings_.data, clock_, entropy_),
        envelopes_(
            slots_, [this](std::function<void()> work) { boost::asio::post(io_, std::move(work)); },
            [this](const std::string& origin) { return server_->allows(origin); }),
        api_({hub_, files_, directory_.token(), [this] { return public_url(); },
              [this](const std::string& origin) { return server_->allows(origin); },
              [this] { return watched_.is_writable(); }, [this] { return clock_.now(); }, entropy_,
              office_, settings_.security_contact}),
        signals_(io_),
        renewals_(io_),
        purge_(io_) {
    listen();
    purge();
    directory_.announce(url(), server_->fingerprint());
    log_.info("arenad " + std::string(version()) + " listens on " + url() + ", data in " +
              settings_.data.string());
    if (listens_everywhere() && settings_.public_url.empty()) {
      log_.info("set public_url: links hold " + url() +
                ", and pages opened under another address cannot connect");
    }
  }

  ~Implementation() { journal_.reset(); }

  [[nodiscard]] std::string url() const { return server_->url(); }

  void run() {
    io_.run();
    journal_.reset();  // finishes what it was given
    directory_.withdraw();
    log_.info("stopped");
  }

  void handle_signals() {
    signals_.add(SIGTERM);
    signals_.add(SIGINT);
    auto on_signal = [this](const boost::system::error_code& ec, int) {
      if (ec) return;
      signals_.clear();  // a second signal ends the process at once
      begin_to_stop();
    };
    signals_.async_wait(on_signal);
    renewals_.add(SIGHUP);
    wait_for_renewal();
  }

  void stop() {
    boost::asio::post(io_, [this] { begin_to_stop(); });
  }

 private:
  [[nodiscard]] journal::Options journal_options() const {
    journal::Options options = settings_.journal;
    options.seal = directory_.seal();
    return options;
  }

  void listen() {
    auto handle = [this](const net::HttpRequest& request, const net::Respond& respond) {
      if (EnvelopeRoad::leads_to(request.path)) return envelopes_.answer(request, respond);
      api_.answer(request, respond);
    };
    try {
      server_.emplace(io_, settings_.listen, hub_, handle, origins_of(settings_), settings_.tls);
    } catch (const std::system_error& error) {
      const bool taken = error.code() == std::errc::address_in_use;
      throw std::runtime_error(
          "The server cannot listen on " +
          net::host_and_port(settings_.listen.host, settings_.listen.port) + " (" +
          error.code().message() + "): " +
          (taken ? "stop what listens there, or give another address with --listen."
                 : "give an address of this machine with --listen."));
    }
    server_->on_fault([this](const std::string& fault) {
      log_.error("a connection ended by a fault: " + fault);
    });
  }

  // A certificate lives for months at most: SIGHUP has its files read again, for the connections
  // from then on. One that cannot be used changes nothing.
  void wait_for_renewal() {
    renewals_.async_wait([this](const boost::system::error_code& ec, int) {
      if (ec) return;
      renew();
      wait_for_renewal();
    });
  }
  void renew() {
    if (!settings_.tls) return log_.info("there is no certificate to read again");
    try {
      server_->renew_certificate();
      log_.info("the certificate was read again");
    } catch (const std::exception& error) {
      return log_.error(std::string("the old certificate stays in use: ") + error.what());
    }
    try {
      directory_.announce(url(), server_->fingerprint());
    } catch (const std::exception& error) {
      log_.error(std::string("`arena --data` will not know the new certificate: ") + error.what());
    }
  }

  [[nodiscard]] hub::Directory what_was_left() const {
    hub::Directory directory = journal_->directory();
    directory.slots = slots_.pending();
    return directory;
  }

  [[nodiscard]] bool listens_everywhere() const {
    return settings_.listen.host == "0.0.0.0" || settings_.listen.host == "::";
  }

  [[nodiscard]] std::string public_url() const {
    return settings_.public_url.empty() ? url() : without_last_slash(settings_.public_url);
  }

  // What is past its date goes, now and every quarter of an hour.
  void purge() {
    hub_.purge([this](std::size_t conversations) {
      if (conversations == 0) return;
      log_.info("purged what was past its date, of " + std::to_string(conversations) +
                (conversations == 1 ? " conversation" : " conversations"));
    });
    constexpr auto again_after = std::chrono::minutes(15);
    purge_.expires_after(again_after);
    purge_.async_wait([this](const boost::system::error_code& ec) {
      if (!ec) purge();
    });
  }

  // What was decided is written, what was written is told, then the connections close.
  void begin_to_stop() {
    if (std::exchange(stopping_, true)) return;
    log_.info("stopping");
    purge_.cancel();
    renewals_.cancel();
    auto close_connections = [this] { server_->stop([this] { io_.stop(); }); };
    hub_.stop(close_connections);
  }

  Settings settings_;
  Log log_;
  WebFiles files_;
  DataDirectory directory_;
  boost::asio::io_context io_{1};
  // Its thread calls back into the watch and the hub, so it ends before they do.
  std::unique_ptr<journal::SqliteJournal> journal_;
  anonymity::Slots slots_;
  WatchedJournal watched_;
  SystemClock clock_;
  SystemEntropy entropy_;
  codec::NoticeEncoder encoder_;
  boost::asio::executor_work_guard<boost::asio::io_context::executor_type> work_;
  hub::Hub hub_;
  staff::Office office_;
  EnvelopeRoad envelopes_;
  HttpApi api_;
  std::optional<net::Server> server_;
  boost::asio::signal_set signals_;
  boost::asio::signal_set renewals_;
  boost::asio::steady_timer purge_;
  bool stopping_{};
};

ServerApp::ServerApp(Settings settings)
    : implementation_(std::make_unique<Implementation>(std::move(settings))) {}
ServerApp::~ServerApp() = default;

std::string ServerApp::url() const { return implementation_->url(); }
void ServerApp::run() { implementation_->run(); }
void ServerApp::handle_signals() { implementation_->handle_signals(); }
void ServerApp::stop() { implementation_->stop(); }

std::string_view version() noexcept { return ARENA_VERSION; }

}  // namespace arena::app
