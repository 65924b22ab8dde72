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
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Decides what the picture of a scene says, from what the scene says. Pure. The first that applies:
 * title, close, quote, comparison, list, big number, list within a sentence, statement.
 */
final class CardChooser {
  private static final int MOST_ITEMS = 8;
  private static final int WEIGHTY = 2;

  private final Script script;
  private final Scene scene;
  private final Locale locale;
  private final String narration;
  private final String heading;
  private final List<String> points;

  private CardChooser(Script script, Scene scene) {
    this.script = script;
    this.scene = scene;
    this.locale = Locale.forLanguageTag(script.language());
    this.narration = Wording.tidy(scene.narration());
    this.heading = Wording.fitting(scene.heading(), locale);
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
    var headline = headline();
    var title = videoTitle();
    return Optional.of(new Close(headline, headline.equalsIgnoreCase(title) ? "" : title));
  }

  private Optional<Quotation> quote() {
    return Quotes.in(narration);
  }

  private Optional<Comparison> comparison() {
    return Opposites.in(narration, points)
        .map(p -> new Comparison(heading, p.left(), p.right(), p.relation()));
  }

  private Optional<Listing> list(List<String> items) {
    return items.size() < 2 ? Optional.empty() : Optional.of(new Listing(heading, items));
  }

  private Optional<Listing> enumeration() {
    return list(Enumerations.in(narration));
  }

  private Optional<BigNumber> bigNumber() {
    return Figures.in(narration).stream()
        .filter(f -> f.weight() >= WEIGHTY)
        .max(
            Comparator.<Figures.Figure>comparingInt(
                    f -> f.weight() + (heading.contains(f.digits()) ? 2 : 0))
                .thenComparing(Figures.Figure::start, Comparator.reverseOrder()))
        .map(
            f ->
                new BigNumber(
                    f.number(),
                    f.unit(),
                    heading.contains(f.digits()) ? aboutWithout(f.digits()) : heading,
                    f.share()));
  }

  /** The heading says the number already: it is not said twice. */
  private String aboutWithout(String number) {
    var rest = Wording.bare(heading.replace(number, " "));
    return Wording.words(rest).size() > 3 ? heading : "";
  }

  private Statement statement() {
    var headline = headline();
    return new Statement(headline, Wording.emphasis(headline));
  }

  private String headline() {
    if (!heading.isBlank()) {
      return heading;
    }
    var found = Wording.headline(narration, locale);
    return found.isBlank() ? videoTitle() : found;
  }

  private String videoTitle() {
    return Wording.fitting(script.title(), locale);
  }
}
