package dev.kinoloom.api;

import dev.kinoloom.domain.Brief.Kind;
import dev.kinoloom.domain.Brief.Preset;
import dev.kinoloom.domain.Invalid;
import dev.kinoloom.domain.text.TextCheck;
import dev.kinoloom.provider.Writers;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * What this installation can do.
 *
 * @param styles names, the default first; at least one
 * @param voices as {@code provider/voice}
 * @param writesTopics there is a writer that makes a script of a bare topic
 * @param films there is a provider of clips
 */
public record Offer(List<String> styles, List<String> voices, boolean writesTopics, boolean films) {
  private static final int SHOWN = 20;
  private static final List<String> ANY_VOICE = List.of("auto", "none");

  public Offer {
    styles = List.copyOf(styles);
    voices = List.copyOf(voices);
    if (styles.isEmpty()) {
      throw new IllegalArgumentException("no style");
    }
  }

  String defaultStyle() {
    return styles.get(0);
  }

  /** Throws {@link Invalid} on {@code text} when nobody here can make a video of it. */
  public TextCheck.Checked checkText(
      byte[] bytes, Kind kind, @Nullable String title, Preset preset) {
    var checked = TextCheck.check(bytes, kind, title);
    boolean needsWriter = checked.kind() == Kind.TOPIC && preset != Preset.QUICK_DEMO;
    if (needsWriter && !writesTopics) {
      throw new Invalid("text", Writers.bareTopic(checked.words()));
    }
    return checked;
  }

  /** Throws {@link Invalid} on {@code style}. */
  public void checkStyle(String style) {
    if (!styles.contains(style)) {
      throw new Invalid("style", "is not known here; known: " + listed(styles.stream()));
    }
  }

  /** Throws {@link Invalid} on {@code voice}. */
  void checkVoice(String voice) {
    if (ANY_VOICE.contains(voice)) {
      return;
    }
    var providers =
        voices.stream().map(v -> v.substring(0, Math.max(0, v.indexOf('/')))).distinct();
    var known =
        Stream.concat(ANY_VOICE.stream(), Stream.concat(providers, voices.stream()))
            .filter(name -> !name.isEmpty())
            .toList();
    if (!known.contains(voice)) {
      throw new Invalid("voice", "is not known here; known: " + listed(known.stream()));
    }
  }

  /** Throws {@link Invalid} on {@code clips}. */
  void checkClips(@Nullable Integer clips) {
    if (clips != null && !films) {
      throw new Invalid(
          "clips", "cannot be had: no provider of clips is configured here; leave it out");
    }
  }

  private static String listed(Stream<String> names) {
    var all = names.toList();
    var some = String.join(", ", all.subList(0, Math.min(SHOWN, all.size())));
    return all.size() > SHOWN ? "%s and %d more".formatted(some, all.size() - SHOWN) : some;
  }
}
