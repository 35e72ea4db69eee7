// SPDX-License-Identifier: EUPL-1.2
#include "clients/cli/invitation.hpp"

#include "clients/cli/qr.hpp"
#include "server/library/document.hpp"

namespace arena::cli {
namespace {

using library::Block;
using Kind = Block::Kind;

struct RoleText {
  const char* role;
  Bilingual does;
};
// What somebody of a role does there, whatever the method.
const RoleText role_texts[] = {
    {"client",
     {"U deelt uw ervaring, als u dat wilt. U praat met andere cliënten.",
      "You share your experience, if you want to. You talk with other clients."}},
    {"client_rep",
     {"U spreekt voor cliënten. U deelt wat u van hen weet.",
      "You speak for clients. You share what you know from them."}},
    {"facilitator",
     {"U leidt het gesprek. Open uw pagina een kwartier vooraf.",
      "You lead the conversation. Open your page a quarter of an hour early."}},
    {"co_facilitator",
     {"U leidt het gesprek samen met iemand anders.",
      "You lead the conversation together with somebody else."}},
};
const Bilingual listens{
    "U luistert eerst, en zegt dan niets. Later mag u vragen stellen. U hoeft zich niet te "
    "verdedigen.",
    "You listen first, and say nothing then. Later you may ask questions. You need not defend "
    "yourself."};

const Bilingual& does(const std::string& role) {
  for (const RoleText& text : role_texts) {
    if (role == text.role) return text.does;
  }
  return listens;
}

}  // namespace

std::string invitation_page(const Invitation& invitation) {
  const bool nl = invitation.language == library::Language::dutch;
  library::Document document;
  document.title = (nl ? "Uitnodiging: " : "Invitation: ") + invitation.title;
  document.language = invitation.language;
  document.made = invitation.made;
  const auto add = [&](Kind kind, std::string text) {
    document.blocks.push_back({kind, std::move(text)});
  };
  const auto say = [&](Kind kind, const char* dutch, const char* english) {
    add(kind, nl ? dutch : english);
  };
  if (!invitation.when.empty()) add(Kind::item, (nl ? "Wanneer: " : "When: ") + invitation.when);
  if (!invitation.where.empty()) add(Kind::item, (nl ? "Waar: " : "Where: ") + invitation.where);
  say(Kind::heading, "Wat doet u daar?", "What do you do there?");
  add(Kind::paragraph, library::in(invitation.language, does(invitation.role)));
  say(Kind::heading, "Dit beloven wij u", "This we promise you");
  say(Kind::item, "Wie luistert, blijft stil. Die kan ook geen berichtje sturen.",
      "Listeners stay silent. They cannot send a message either.");
  say(Kind::item, "Niemand kijkt stiekem mee. U ziet altijd wie er luisteren.",
      "Nobody watches in secret. You always see who is listening.");
  say(Kind::item, "U hoeft niets te vertellen. U mag altijd passen.",
      "You do not have to tell anything. You may always pass.");
  say(Kind::item, "U kiest zelf wat wij van uw woorden bewaren.",
      "You choose what we keep of your words.");
  say(Kind::item, "U hoort wat ermee gebeurt. U krijgt een brief.",
      "You will hear what is done with it. You get a letter.");
  say(Kind::item, "Let op. Iemand kan u herkennen aan uw verhaal. Noem geen namen.",
      "Take care. Someone may recognise you by your story. Do not use names.");
  say(Kind::heading, "Zo doet u mee", "How to take part");
  say(Kind::paragraph, "Scan de code met uw telefoon. Of typ deze link. Een account is niet nodig.",
      "Scan the code with your phone. Or type this link. You need no account.");
  add(Kind::paragraph, invitation.link);
  if (invitation.personal) {
    say(Kind::note, "Deze link is voor één persoon. Geef hem niet door.",
        "This link is for one person. Do not pass it on.");
  } else {
    say(Kind::note, "Deze link is voor iedereen met deze rol. Wie aanklopt, wacht bij de deur.",
        "This link is for everybody in this role. Whoever knocks waits at the door.");
  }
  return library::html(document, qr_svg(invitation.link));
}

}  // namespace arena::cli
