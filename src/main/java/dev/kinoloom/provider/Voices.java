package dev.kinoloom.provider;

import dev.kinoloom.domain.Invalid;
import dev.kinoloom.provider.SpeechProvider.Voice;
import io.vertx.core.Future;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** The voices at hand on this node, the best first, and which of them speaks. Immutable. */
public final class Voices {
  /** A wish for whatever voice is best. */
  public static final String AUTO = "auto";

  /** A wish for no voice. */
  public static final String NONE = "none";

  private static final Logger LOG = LoggerFactory.getLogger(Voices.class);
  private static final String ANY_LANGUAGE = "*";
  private static final int NAMED = 12;

  /** A voice and who speaks with it. */
  public record Choice(SpeechProvider provider, Voice voice) {
    /** E.g. {@code freetts/kevin16}. */
    public String id() {
      return provider.id() + "/" + voice.name();
    }

    /** {@code language}: BCP 47, of which only the first part counts. */
    public boolean speaks(String language) {
      return voice.languages().stream()
          .anyMatch(
              spoken -> spoken.equals(ANY_LANGUAGE) || primary(spoken).equals(primary(language)));
    }
  }

  private final List<Choice> all;

  private Voices(List<Choice> all) {
    this.all = List.copyOf(all);
  }

  /** Asks each provider (the best first) for its voices; one that fails has none. */
  public static Future<Voices> gather(List<SpeechProvider> providers) {
    Future<List<Choice>> all = Future.succeededFuture(List.of());
    for (var asked : providers.stream().map(Voices::ask).toList()) {
      all = all.compose(known -> asked.map(more -> together(known, more)));
    }
    return all.map(Voices::new);
  }

  private static List<Choice> together(List<Choice> known, List<Choice> more) {
    var all = new ArrayList<>(known);
    all.addAll(more);
    return all;
  }

  private static Future<List<Choice>> ask(SpeechProvider provider) {
    return provider
        .voices()
        .map(voices -> voices.stream().map(voice -> new Choice(provider, voice)).toList())
        .otherwise(
            failure -> {
              LOG.warn(
                  "voices not told; next=go on without provider={} cause={}",
                  provider.id(),
                  failure.toString());
              return List.of();
            });
  }

  public List<Choice> all() {
    return all;
  }

  /**
   * The voice for a wish, which must not be {@value #NONE}.
   *
   * @param wish {@value #AUTO}, a provider's id, or {@code provider/voice}
   * @param language BCP 47
   * @throws Invalid on {@code voice} when there is none of that name or it doesn't speak the
   *     language, on {@code language} when none at all does
   */
  public Choice choose(String wish, String language) {
    if (wish.equals(AUTO)) {
      return first(voice -> voice.speaks(language)).orElseThrow(() -> nobodySpeaks(language));
    }
    Predicate<Choice> named =
        voice -> voice.id().equals(wish) || voice.provider().id().equals(wish);
    if (first(named).isEmpty()) {
      throw new Invalid("voice", "no voice here is called “%s”; %s".formatted(wish, atHand(all)));
    }
    return first(named.and(voice -> voice.speaks(language)))
        .orElseThrow(() -> doesNotSpeak(wish, language));
  }

  /** The voice of that id, e.g. {@code freetts/kevin16}; empty when this node has it not. */
  public Optional<Choice> find(String id) {
    return first(voice -> voice.id().equals(id));
  }

  /** Who speaks the language when the voice of that id cannot; another provider's. */
  public Optional<Choice> standIn(String id, String language) {
    String failed = id.replaceFirst("/.*", "");
    return first(voice -> voice.speaks(language) && !voice.provider().id().equals(failed));
  }

  private Optional<Choice> first(Predicate<Choice> wanted) {
    return all.stream().filter(wanted).findFirst();
  }

  private static Invalid nobodySpeaks(String language) {
    return new Invalid(
        "language",
        "no voice on this machine speaks %s: install espeak-ng (about a hundred languages), or give"
                .formatted(inWords(language))
            + " Piper a model of it, or ask for the voice “none”");
  }

  private Invalid doesNotSpeak(String wish, String language) {
    var others = all.stream().filter(voice -> voice.speaks(language)).toList();
    return others.isEmpty()
        ? nobodySpeaks(language)
        : new Invalid(
            "voice",
            "“%s” does not speak %s; %s".formatted(wish, inWords(language), atHand(others)));
  }

  private static String atHand(List<Choice> voices) {
    String names = voices.stream().limit(NAMED).map(Choice::id).collect(Collectors.joining(", "));
    String more = voices.size() > NAMED ? " and %d more".formatted(voices.size() - NAMED) : "";
    return voices.isEmpty()
        ? "there is none at all: ask for “none”"
        : "there are %s%s, and “auto” and “none”".formatted(names, more);
  }

  private static String inWords(String language) {
    String name = Locale.forLanguageTag(language).getDisplayLanguage(Locale.ENGLISH);
    return name.isEmpty() || name.equals(language)
        ? "“%s”".formatted(language)
        : "%s (%s)".formatted(name, language);
  }

  private static String primary(String tag) {
    return tag.replaceFirst("[-_].*", "").toLowerCase(Locale.ROOT);
  }
}
