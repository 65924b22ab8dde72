package dev.kinoloom.provider.offline;

import dev.kinoloom.domain.FailureKind;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.domain.speech.SpeakingTime;
import dev.kinoloom.domain.text.Block;
import dev.kinoloom.domain.text.Block.Heading;
import dev.kinoloom.domain.text.Block.Listing;
import dev.kinoloom.domain.text.Block.Paragraph;
import dev.kinoloom.domain.text.Blocks;
import dev.kinoloom.domain.text.Sentences;
import dev.kinoloom.domain.text.StageDirections;
import dev.kinoloom.domain.text.Words;
import dev.kinoloom.provider.ProviderException;
import dev.kinoloom.provider.ScriptProvider.Request;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;

/**
 * A script that somebody wrote, kept word for word but for its stage directions. A scene is what
 * stands between empty lines, or under a heading or a line such as {@code Scene 3: The port}; what
 * would take too long for one picture is cut at the ends of sentences.
 */
final class GivenScript {
  private static final double LONGEST_SECONDS = 14;
  private static final Pattern MARKER =
      Pattern.compile(
          "^\\**(?:scene|szene|scène|escena|场景|シーン)\\s*\\d{1,3}\\s*(?:[:.：—–-]\\s*(.*)|)$",
          Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE);

  /** What is said under one heading, before long ones are cut. */
  private record Part(String heading, String text, List<String> points) {}

  private final Request request;
  private final List<Part> parts = new ArrayList<>();
  private String heading = "";

  private GivenScript(Request request) {
    this.request = request;
  }

  /** The script; fails with VALIDATION when it says nothing or has more than 300 scenes. */
  static Script of(Request request) {
    return new GivenScript(request).read();
  }

  private Script read() {
    for (var block : blocks()) {
      if (block instanceof Heading found) {
        head(found);
      } else if (block instanceof Paragraph paragraph) {
        part(paragraph.text(), List.of());
      } else if (block instanceof Listing listing) {
        part(String.join(" ", listing.items()), shown(listing));
      }
    }
    try {
      return new Script(request.title(), request.language(), OfflineScripts.ID, scenes());
    } catch (Invalid invalid) {
      throw new ProviderException(
          OfflineScripts.ID, FailureKind.VALIDATION, "The script " + invalid.rule() + ".", invalid);
    }
  }

  /** A marker ends what stands before it, with or without an empty line. */
  private List<Block> blocks() {
    var lines = new ArrayList<String>();
    for (var line : request.text().lines().toList()) {
      var marker =
          MARKER.matcher(line.replaceFirst("^(?:#{1,6} |\\[)", "").replaceFirst("]$", "").strip());
      if (marker.matches()) {
        lines.add("");
        lines.add("## " + (marker.group(1) == null ? "" : marker.group(1)));
        lines.add("");
      } else {
        lines.add(StageDirections.without(line));
      }
    }
    return Blocks.of(String.join("\n", lines));
  }

  private void head(Heading found) {
    heading = found.text();
  }

  private void part(String text, List<String> points) {
    if (Words.count(text) > 0) {
      parts.add(new Part(heading, text, points));
      heading = "";
    }
  }

  private static List<String> shown(Listing listing) {
    boolean few = listing.items().size() >= 2 && listing.items().size() <= 8;
    boolean brief = listing.items().stream().allMatch(item -> Words.count(item) <= 8);
    return few && brief ? listing.items() : List.of();
  }

  private List<Scene> scenes() {
    var cut = parts.stream().flatMap(part -> cut(part).stream()).toList();
    var scenes = new ArrayList<Scene>();
    for (int i = 0; i < cut.size(); i++) {
      var part = cut.get(i);
      var role = i == 0 ? Role.HOOK : i == cut.size() - 1 ? Role.CLOSE : Role.BODY;
      scenes.add(new Scene(i + 1, role, part.heading(), part.text(), part.points()));
    }
    return scenes;
  }

  private List<Part> cut(Part part) {
    if (seconds(part.text()) <= LONGEST_SECONDS) {
      return List.of(part);
    }
    var sentences = Sentences.of(part.text(), request.language());
    var sizes =
        SceneCuts.of(sentences.stream().map(s -> new SceneCuts.Piece(seconds(s), 0, 0)).toList());
    var cut = new ArrayList<Part>();
    int from = 0;
    for (int size : sizes) {
      var text = String.join(Joint.of(request.language()), sentences.subList(from, from + size));
      cut.add(
          new Part(
              from == 0 ? part.heading() : "",
              text,
              sizes.size() == 1 ? part.points() : List.of()));
      from += size;
    }
    return cut;
  }

  private double seconds(String text) {
    return SpeakingTime.seconds(text, request.language(), request.wordsPerMinute());
  }
}
