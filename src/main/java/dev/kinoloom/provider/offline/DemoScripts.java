package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.domain.text.Words;
import dev.kinoloom.provider.Call;
import dev.kinoloom.provider.ScriptProvider;
import io.vertx.core.Future;
import java.util.List;

/** The quick demo: a short script in English that says that it is one, and claims nothing else. */
public final class DemoScripts implements ScriptProvider {
  private static final int SPOKEN_TOPIC_WORDS = 12;

  @Override
  public String id() {
    return "demo";
  }

  @Override
  public boolean canWrite(Kind kind, String language) {
    return kind == Kind.TOPIC;
  }

  @Override
  public Future<Script> write(Request request, Call call) {
    var topic = request.text().replaceAll("(?m)^(?:#{1,6}|-) ", "").replace('\n', ' ').strip();
    return Future.succeededFuture(new Script(title(topic), "en", id(), scenes(topic)));
  }

  private static String title(String topic) {
    return isSpoken(topic) ? "Demo: " + topic : "Demo";
  }

  private List<Scene> scenes(String topic) {
    var asked =
        isSpoken(topic)
            ? "You asked for a video about this: %s".formatted(ended(topic))
            : "You gave a topic of your own.";
    return List.of(
        new Scene(
            1, Role.HOOK, "A quick demo", "This is a quick demo of Kinoloom. " + asked, List.of()),
        new Scene(
            2,
            Role.BODY,
            "Nothing is made up",
            "No language model wrote this script, so it says nothing about your topic that could be"
                + " wrong.",
            List.of()),
        new Scene(
            3,
            Role.BODY,
            "What it shows",
            "What you see is the way every video is made here: a script, a voice, pictures, and"
                + " captions in step.",
            List.of("A script", "A voice", "Pictures", "Captions")),
        new Scene(
            4,
            Role.CLOSE,
            "Now a real one",
            "Give it an article, and it tells the article in its own sentences. That was the demo.",
            List.of()));
  }

  /** An English voice can say a short topic in Latin letters. */
  private static boolean isSpoken(String topic) {
    return Words.count(topic) <= SPOKEN_TOPIC_WORDS
        && topic
            .codePoints()
            .filter(Character::isLetter)
            .allMatch(c -> Character.UnicodeScript.of(c) == Character.UnicodeScript.LATIN);
  }

  private static String ended(String topic) {
    return topic.matches(".*[.!?…]") ? topic : topic + ".";
  }
}
