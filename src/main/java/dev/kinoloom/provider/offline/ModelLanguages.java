package dev.kinoloom.provider.offline;

import dev.kinoloom.provider.LanguageDetector;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import opennlp.tools.langdetect.LanguageDetectorME;
import opennlp.tools.langdetect.LanguageDetectorModel;
import org.jspecify.annotations.Nullable;

/**
 * Guesses a text's language by OpenNLP's model of 183 languages, which comes as a resource. Loads
 * it at the first question (about a second).
 */
public final class ModelLanguages implements LanguageDetector {
  private static final String MODEL = "/langdetect-183.bin";
  private static final int SAMPLE = 4_000;
  private static final int LEAST_LETTERS = 12;

  /** With fewer letters a rare language is rather a wrong guess. */
  private static final int LETTERS_FOR_RARE = 300;

  private static final Set<String> COMMON =
      Set.copyOf(
          List.of(
              ("en de fr es it pt nl sv da nb nn no fi pl cs sk hu ro bg el ru uk tr ar fa he hi bn ur"
                      + " th vi id ms zh ja ko ca hr sr sl lt lv et ta te")
                  .split(" ")));

  /** ISO 639-3 codes of the model that are no language's own three letters in the JDK. */
  private static final Map<String, String> OTHERS =
      Map.ofEntries(
          Map.entry("cmn", "zh"),
          Map.entry("pes", "fa"),
          Map.entry("ekk", "et"),
          Map.entry("lvs", "lv"),
          Map.entry("swh", "sw"),
          Map.entry("zlm", "ms"),
          Map.entry("plt", "mg"),
          Map.entry("uzn", "uz"),
          Map.entry("khk", "mn"),
          Map.entry("als", "sq"),
          Map.entry("ory", "or"),
          Map.entry("npi", "ne"),
          Map.entry("azj", "az"));

  private static final Map<String, String> TAGS = tags();

  private @Nullable LanguageDetectorME detector;

  @Override
  public Optional<String> detect(String text) {
    var sample = text.substring(0, Math.min(SAMPLE, text.length()));
    long letters = sample.codePoints().filter(Character::isLetter).count();
    boolean latin = sample.codePoints().filter(Character::isLetter).allMatch(c -> c < 0x250);
    if (latin && letters < LEAST_LETTERS) {
      return Optional.empty();
    }
    return Arrays.stream(detector().predictLanguages(sample))
        .map(language -> TAGS.getOrDefault(language.getLang(), ""))
        .filter(tag -> COMMON.contains(tag) || (letters >= LETTERS_FOR_RARE && !tag.isEmpty()))
        .findFirst();
  }

  private synchronized LanguageDetectorME detector() {
    var loaded = detector;
    if (loaded == null) {
      loaded = load();
      detector = loaded;
    }
    return loaded;
  }

  private static LanguageDetectorME load() {
    try (var in = ModelLanguages.class.getResourceAsStream(MODEL)) {
      if (in == null) {
        throw new IllegalStateException("the language model is not in the class path: " + MODEL);
      }
      return new LanguageDetectorME(new LanguageDetectorModel(in));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> tags() {
    var tags = new HashMap<>(OTHERS);
    for (var tag : Locale.getISOLanguages()) {
      tags.put(Locale.forLanguageTag(tag).getISO3Language(), tag);
    }
    return Map.copyOf(tags);
  }
}
