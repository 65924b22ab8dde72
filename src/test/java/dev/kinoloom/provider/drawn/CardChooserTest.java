package dev.kinoloom.provider.drawn;

import static org.assertj.core.api.Assertions.assertThat;

import dev.kinoloom.domain.Script;
import dev.kinoloom.domain.Script.Role;
import dev.kinoloom.domain.Script.Scene;
import dev.kinoloom.provider.drawn.Card.BigNumber;
import dev.kinoloom.provider.drawn.Card.Close;
import dev.kinoloom.provider.drawn.Card.Comparison;
import dev.kinoloom.provider.drawn.Card.Listing;
import dev.kinoloom.provider.drawn.Card.Quotation;
import dev.kinoloom.provider.drawn.Card.Relation;
import dev.kinoloom.provider.drawn.Card.Statement;
import dev.kinoloom.provider.drawn.Card.Title;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class CardChooserTest {
  private static Card body(String heading, String narration, String... points) {
    var first = new Scene(1, Role.HOOK, "", "It begins.", List.of());
    var scene = new Scene(2, Role.BODY, heading, narration, List.of(points));
    return CardChooser.choose(new Script("A title", "en", "x", List.of(first, scene)), 2);
  }

  @Test
  void the_hook_shows_the_title_and_its_own_heading_below() {
    var hook = new Scene(1, Role.HOOK, "It lies on the seabed", "Hear this.", List.of());
    assertThat(CardChooser.choose(new Script("The internet", "en", "x", List.of(hook)), 1))
        .isEqualTo(new Title("The internet", "It lies on the seabed"));
    assertThat(CardChooser.choose(new Script("", "en", "x", List.of(hook)), 1))
        .isEqualTo(new Title("It lies on the seabed", ""));
  }

  @Test
  void the_close_shows_its_heading_and_the_title_below() {
    var close = new Scene(1, Role.CLOSE, "The cloud is under water", "So it ends.", List.of());
    assertThat(CardChooser.choose(new Script("The internet", "en", "x", List.of(close)), 1))
        .isEqualTo(new Close("The cloud is under water", "The internet"));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "They stretch for 1.4 million kilometres below the sea. | 1.4 | million kilometres | -1",
        "About 95 percent of the data goes this way. | 95% | of the data | 0.95",
        "About 95 % of it. | 95% | of it | 0.95",
        "It costs $1,200 to lay it. | $1,200 | '' | -1",
        "Light moves at about 200,000 kilometres per second. | 200,000 | kilometres | -1",
        "In 1858 it took 16 hours to send. | 16 | hours | -1",
        "It warms to 40 °C in the shade. | 40°C | '' | -1",
        "One in five people has no light. | 1 in 5 | people | 0.2",
        "The reef covers 344,400 square kilometres of sea. | 344,400 | square kilometres | -1",
        "Over 12,000 satellites fly above us. | 12,000 | satellites | -1",
      })
  void a_number_with_a_unit_is_shown_large(
      String narration, String number, String unit, double share) {
    assertThat(body("", narration))
        .isInstanceOfSatisfying(
            BigNumber.class,
            card -> {
              assertThat(card.number()).isEqualTo(number);
              assertThat(card.unit()).isIn(unit, "");
              assertThat(card.share()).isEqualTo(share);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The first cable was finished in August 1858.",
        "It happened on 12 March.",
        "Read chapter 7 again.",
        "The train leaves at 10:30.",
        "Version 2.4.1 is out.",
        "Two ships sailed.",
        "Call 555-1234 now."
      })
  void dates_and_mere_digits_carry_no_scene(String narration) {
    assertThat(body("", narration)).isInstanceOf(Statement.class);
  }

  @Test
  void the_heading_says_what_the_number_is_about() {
    assertThat(body("How long they are", "They measure 1.4 million kilometres."))
        .isEqualTo(new BigNumber("1.4", "million kilometres", "How long they are", -1));
  }

  @Test
  void a_number_that_the_heading_says_is_not_said_twice() {
    assertThat(body("95 percent", "About 95 percent of the data goes there, through glass."))
        .isInstanceOfSatisfying(BigNumber.class, c -> assertThat(c.about()).isEmpty());
  }

  @Test
  void not_one_but_the_other_is_a_comparison() {
    assertThat(body("The danger", "The danger is not sharks but fishing boats, they say."))
        .isInstanceOfSatisfying(
            Comparison.class,
            c -> {
              assertThat(c.left().label()).isEqualTo("sharks");
              assertThat(c.right().label()).isEqualTo("fishing boats");
              assertThat(c.relation()).isEqualTo(Relation.NOT_BUT);
            });
  }

  @Test
  void not_only_is_no_opposition() {
    assertThat(body("", "It is not only fast but also cheap, they say."))
        .isInstanceOf(Statement.class);
  }

  @Test
  void two_numbers_of_one_kind_are_set_side_by_side_to_scale() {
    assertThat(body("The price", "The share rose from 12 percent in 1990 to 45 percent in 2020."))
        .isInstanceOfSatisfying(
            Comparison.class,
            c -> {
              assertThat(c.left().figure()).isEqualTo("12%");
              assertThat(c.left().label()).contains("1990").doesNotContain("2020");
              assertThat(c.right().figure()).isEqualTo("45%");
              assertThat(c.right().label()).contains("2020").doesNotContain("1990");
              assertThat(c.left().amount() / c.right().amount()).isEqualTo(12.0 / 45);
            });
  }

  @Test
  void two_points_are_compared_when_the_text_compares() {
    assertThat(body("Which", "Cables carry more than satellites.", "Cables", "Satellites"))
        .isInstanceOf(Comparison.class);
    assertThat(body("Which", "There are cables and there are satellites.", "Cables", "Satellites"))
        .isInstanceOf(Listing.class);
  }

  @Test
  void whereas_sets_two_clauses_side_by_side() {
    assertThat(body("", "Cables are cheap and fast, whereas satellites reach small islands."))
        .isInstanceOf(Comparison.class);
  }

  @Test
  void points_are_a_list() {
    assertThat(body("Layers", "Around the fibres there is much.", "Jelly", "Copper", "Steel"))
        .isEqualTo(new Listing("Layers", List.of("Jelly", "Copper", "Steel")));
  }

  @Test
  void things_that_a_sentence_counts_up_are_a_list() {
    assertThat(
            body("", "Around them come four layers: petroleum jelly, copper, steel and plastic."))
        .isEqualTo(new Listing("", List.of("Petroleum jelly", "Copper", "Steel", "Plastic")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "“We owe it all to the sea,” said Ada Lovelace.",
        "As Ada Lovelace put it: “We owe it all to the sea”.",
        "\"We owe it all to the sea,\" Ada Lovelace wrote.",
        "“We owe it all to the sea” – Ada Lovelace."
      })
  void what_somebody_said_is_a_quote_with_its_speaker(String narration) {
    assertThat(body("", narration))
        .isEqualTo(new Quotation("We owe it all to the sea", "Ada Lovelace"));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "They call it “the silent service of the sea” here.",
        "“We owe it all to the sea,” he said.",
        "The “cloud” is wet, said Ada Lovelace."
      })
  void quotation_marks_without_a_speaker_or_a_sentence_are_no_quote(String narration) {
    assertThat(body("", narration)).isInstanceOf(Statement.class);
  }

  @Test
  void a_statement_shows_the_heading_with_its_weightiest_word() {
    assertThat(body("The cloud is under water", "Much more is said than is shown here."))
        .isEqualTo(new Statement("The cloud is under water", "cloud"));
  }

  @Test
  void without_a_heading_the_shortest_telling_sentence_is_shown_whole() {
    var narration =
        "Somewhere in the world a cable is damaged about every few days by one thing or another"
            + " that nobody saw. Sharks get the blame. The rest is fishing gear and anchors, which"
            + " nobody blames at all, however often they are caught at it by engineers.";
    assertThat(body("", narration))
        .isInstanceOfSatisfying(
            Statement.class, s -> assertThat(s.headline()).isEqualTo("Sharks get the blame"));
  }

  @Test
  void without_a_short_sentence_a_whole_clause_is_shown() {
    var narration =
        "When a cable breaks, and that happens more often than anybody who is not an engineer"
            + " would ever think it possible, a ship sails out to lift both of its ends on board.";
    assertThat(body("", narration))
        .isInstanceOfSatisfying(
            Statement.class, s -> assertThat(s.headline()).isEqualTo("When a cable breaks"));
  }

  @Test
  void when_nothing_is_short_the_title_stands_in() {
    assertThat(body("", "word ".repeat(500) + "."))
        .isInstanceOfSatisfying(
            Statement.class, s -> assertThat(s.headline()).isEqualTo("A title"));
  }
}
