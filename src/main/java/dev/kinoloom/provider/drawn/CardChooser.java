package dev.kinoloom.provider.drawn;

import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.provider.drawn.Card.BigNumber;
import dev.kinoloom.provider.drawn.Card.Close;
import dev.kinoloom.provider.drawn.Card.Comparison;
import dev.kinoloom.provider.drawn.Card.Listing;
import dev.kinoloom.provider.drawn.Card.Quotation;
import dev.kinoloom.provider.drawn.Card.Statement;
import dev.kinoloom.provider.drawn.Card.Title;
import dev.kinoloom.provider.drawn.Figures.Figure;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what the picture of a scene says, from what the scene says. Pure. The first that applies:
 * title, close, quote, comparison, list, big number, list within a sentence, statement. What is
 * shown are whole sentences, or parts that mean the same without the rest.
 */
final class CardChooser {
  private static final int MOST_ITEMS = 8;
  private static final int WEIGHTY = 2;

  /** A heading of so few words may have been taken out of the narration. */
  private static final int MOST_WORDS_OF_PHRASE = 3;

  private static final int MOST_WORDS_ABOVE_SUB = 4;
  private static final int MOST_WORDS_OF_SUB = 18;

  private final Script script;
  private final Scene scene;
  private final Locale locale;
  private final String narration;
  private final String given;
  private final String heading;
  private final List<String> points;

  private CardChooser(Script script, Scene scene) {
    this.script = script;
    this.scene = scene;
    this.locale = Locale.forLanguageTag(script.language());
    this.narration = Wording.tidy(scene.narration());
    this.given = Wording.fitting(scene.heading(), locale);
    this.heading = isPhrase(given) ? "" : given;
    this.points =
        scene.points().stream()
            .map(p -> Wording.fitting(p, locale))
            .filter(p -> !p.isBlank())
            .limit(MOST_ITEMS)
            .toList();
  }

  /** The card of a scene; {@code number} from 1. */
  static Card choose(Script script, int number) {
    return new CardChooser(script, script.scenes().get(number - 1)).choose();
  }

  /** A phrase that merely stands in the narration says less than any of its sentences. */
  private boolean isPhrase(String text) {
    return Wording.words(text).size() <= MOST_WORDS_OF_PHRASE
        && narration.toLowerCase(locale).contains(text.toLowerCase(locale));
  }

  private Card choose() {
    return Stream.<Optional<? extends Card>>of(
            title(), close(), quote(), comparison(), list(points), bigNumber(), enumeration())
        .flatMap(Optional::stream)
        .map(Card.class::cast)
        .findFirst()
        .orElseGet(this::statement);
  }

  private Optional<Title> title() {
    if (scene.role() != Role.HOOK || scene.number() != 1) {
      return Optional.empty();
    }
    var title = videoTitle();
    var headline = title.isBlank() ? headline() : title;
    return Optional.of(new Title(headline, headline.equalsIgnoreCase(heading) ? "" : heading));
  }

  private Optional<Close> close() {
    if (scene.role() != Role.CLOSE || scene.number() != script.scenes().size()) {
      return Optional.empty();
    }
    var title = videoTitle();
    boolean open = heading.isBlank() || heading.endsWith("?");
    var last = open ? Wording.lastLine(narration, locale) : heading;
    var headline = !last.isBlank() ? last : heading.isBlank() ? title : heading;
    return Optional.of(new Close(headline, headline.equalsIgnoreCase(title) ? "" : title));
  }

  private Optional<Quotation> quote() {
    return Quotes.in(narration);
  }

  private Optional<Comparison> comparison() {
    return Opposites.in(narration, points, heading, locale);
  }

  /** Under the sentence that announces it, or the heading, or the words before the first item. */
  private Optional<Listing> list(List<String> items) {
    if (items.size() < 2) {
      return Optional.empty();
    }
    var lead = Enumerations.lead(narration, items.get(0), locale);
    return lead.filter(l -> !l.endsWith(Enumerations.GOES_ON))
        .or(() -> Optional.of(heading).filter(h -> !h.isEmpty()))
        .or(() -> lead)
        .map(h -> new Listing(h, items));
  }

  private Optional<Listing> enumeration() {
    return list(Enumerations.in(narration));
  }

  private Optional<BigNumber> bigNumber() {
    return Figures.in(narration).stream()
        .filter(f -> f.weight() >= WEIGHTY)
        .sorted(Comparator.comparingInt(this::weight).reversed().thenComparingInt(Figure::start))
        .map(this::bigNumber)
        .flatMap(Optional::stream)
        .findFirst();
  }

  private int weight(Figure figure) {
    return figure.weight() + (heading.contains(figure.digits()) ? 2 : 0);
  }

  /** Only with words around it: a number alone says nothing. */
  private Optional<BigNumber> bigNumber(Figure figure) {
    return Clauses.around(narration, figure.start(), figure.end(), script.language())
        .map(
            around ->
                new BigNumber(
                    figure.qualifier(),
                    figure.number(),
                    figure.measure().text(),
                    around,
                    figure.share()));
  }

  private Statement statement() {
    var headline = headline();
    return new Statement(headline, Emphasis.of(headline), sub(headline));
  }

  /** A short heading gets a sentence below; a question is left open. */
  private String sub(String headline) {
    boolean bare =
        headline.equals(heading)
            && Wording.words(heading).size() <= MOST_WORDS_ABOVE_SUB
            && !heading.endsWith("?");
    var sentence = bare ? Clauses.around(narration, 0, 1, script.language()).orElse("") : "";
    return Wording.words(sentence).size() <= MOST_WORDS_OF_SUB ? sentence : "";
  }

  private String headline() {
    if (!heading.isBlank()) {
      return heading;
    }
    var found = Wording.headline(narration, locale);
    return !found.isBlank() ? found : given.isBlank() ? videoTitle() : given;
  }

  private String videoTitle() {
    return Wording.fitting(script.title(), locale);
  }
}
