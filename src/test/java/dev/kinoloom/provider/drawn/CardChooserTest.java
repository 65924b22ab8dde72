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
        "They stretch for 1.4 million kilometres below the sea. | '' | 1.4 | million kilometres | -1",
        "About 95 percent of the data goes this way. | About | 95% | '' | 0.95",
        "About 95 percent of the data between them goes this way. | About | 95% | of the data | 0.95",
        "It takes about 95 % of it. | about | 95% | '' | 0.95",
        "It costs $1,200 to lay it. | '' | $1,200 | '' | -1",
        "It costs at least $1,200 per metre there. | at least | $1,200 | per metre | -1",
        "Light moves at about 200,000 kilometres per second. | about | 200,000 | kilometres per second | -1",
        "In 1858 it took 16 hours to send. | '' | 16 | hours | -1",
        "They carry 200 terabits every second now. | '' | 200 | terabits every second | -1",
        "It warms to 40 °C in the shade. | '' | 40°C | '' | -1",
        "One in five people has no light. | '' | 1 in 5 | people | 0.2",
        "The reef covers 344,400 square kilometres of sea. | '' | 344,400 | square kilometres of sea | -1",
        "Over 12,000 satellites fly above us. | Over | 12,000 | satellites | -1",
        "Every 60 to 100 kilometres a repeater waits. | Every | 60–100 | kilometres | -1",
        "It stands on ice 2,700 metres thick there. | '' | 2,700 | metres thick | -1",
        "Roughly 56 percent of all people live in cities. | Roughly | 56% | of all people | 0.56",
        "It covers 71 percent of the surface of the Earth. | '' | 71% | of the surface of the Earth | 0.71",
        "Some 30 percent of water evaporates in a day. | Some | 30% | '' | 0.3",
        "The price rose by 20 percent in a year. | '' | 20% | '' | -1",
        "A study of 93 European cities was made. | '' | 93 | European cities | -1",
        "More than 70,000 people died there. | More than | 70,000 | people | -1",
      })
  void a_number_is_shown_large_with_what_qualifies_it_and_its_whole_unit(
      String narration, String qualifier, String number, String unit, double share) {
    assertThat(body("", narration))
        .isEqualTo(
            new BigNumber(
                qualifier, number, unit, narration.substring(0, narration.length() - 1), share));
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Light moves through glass at about 200,000 kilometres per second, so a signal needs less than a"
            + " tenth of a second to cross the Atlantic and come back."
            + " | Light moves through glass at about 200,000 kilometres per second",
        "Queen Victoria's greeting to the American president had only 98 words, yet it took 16 hours to"
            + " send. | Queen Victoria's greeting to the American president had only 98 words, yet it took"
            + " 16 hours to send",
        "Every 60 to 100 kilometres the cable swells into a repeater, a sealed tube that makes the signal"
            + " strong again. | Every 60 to 100 kilometres the cable swells into a repeater",
        "Sharks are blamed. But it moves by 10 metres every year, so the mark is set anew."
            + " | It moves by 10 metres every year",
        "When it has sunk for 400 metres, the rope is cut. | When it has sunk for 400 metres, the rope is"
            + " cut",
        "The ship carries only 400 tonnes, the crew and the water. | The ship carries only 400 tonnes, the"
            + " crew and the water",
        "He said “it is 400 metres, and then it ends” to them. | He said “it is 400 metres, and then it"
            + " ends” to them",
      })
  void below_a_number_stands_the_shortest_honest_part_of_its_sentence(
      String narration, String about) {
    assertThat(body("American president", narration))
        .isInstanceOfSatisfying(BigNumber.class, c -> assertThat(c.about()).isEqualTo(about));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "The rope was not 400 metres long.",
        "It never reached the 400 metres.",
        "The prices went from 200 to 400 dollars."
      })
  void a_number_that_is_denied_or_half_of_a_change_is_not_shown_large(String narration) {
    assertThat(body("", narration)).isInstanceOf(Statement.class);
  }

  @Test
  void a_number_in_a_sentence_that_is_too_long_to_be_shown_is_not_shown_alone() {
    var narration =
        "It is 400 metres " + "and one more thing that somebody said ".repeat(6) + "too.";
    assertThat(body("Depth of the sea floor", narration))
        .isEqualTo(new Statement("Depth of the sea floor", "", ""));
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
  void not_one_but_the_other_is_a_comparison() {
    assertThat(body("The danger", "The danger is not sharks but fishing boats, they say."))
        .isInstanceOfSatisfying(
            Comparison.class,
            c -> {
              assertThat(c.left().label()).isEqualTo("sharks");
              assertThat(c.right().label()).isEqualTo("fishing boats");
              assertThat(c.heading()).isEqualTo("The danger is …");
              assertThat(c.relation()).isEqualTo(Relation.NOT_BUT);
            });
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"We do not know but we think so.", "The ship was not there but it came later."})
  void what_is_denied_of_one_and_said_of_another_is_no_comparison(String narration) {
    assertThat(body("", narration)).isInstanceOf(Statement.class);
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
  void two_clauses_with_numbers_of_one_kind_are_set_side_by_side_in_their_words() {
    assertThat(
            body(
                "What it takes",
                "A tree in a pavement lives 13 years on average, whereas its cousin in a forest can"
                    + " live more than 150 years."))
        .isInstanceOfSatisfying(
            Comparison.class,
            c -> {
              assertThat(c.left().figure()).isEqualTo("13");
              assertThat(c.left().label())
                  .isEqualTo("A tree in a pavement lives 13 years on average");
              assertThat(c.right().figure()).isEqualTo(">150");
              assertThat(c.right().label())
                  .isEqualTo("Its cousin in a forest can live more than 150 years");
            });
  }

  @Test
  void numbers_that_nobody_could_tell_apart_are_not_compared() {
    assertThat(body("", "He carried 30 kilograms rather than 40 kilograms."))
        .isNotInstanceOf(Comparison.class);
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
        .isEqualTo(
            new Listing(
                "Around them come four layers",
                List.of("Petroleum jelly", "Copper", "Steel", "Plastic")));
  }

  @Test
  void a_list_without_a_heading_stands_under_the_words_that_lead_to_it() {
    var narration = "Around the fibres come jelly, copper, steel and plastic.";
    var points = new String[] {"Jelly", "Copper", "Steel", "Plastic"};
    assertThat(body("", narration, points))
        .isEqualTo(new Listing("Around the fibres come …", List.of(points)));
    assertThat(
            body(
                "", "Surveyors map the seabed to avoid the slopes and wrecks.", "Slopes", "Wrecks"))
        .isInstanceOf(Statement.class);
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
        .isEqualTo(new Statement("The cloud is under water", "cloud", ""));
  }

  @Test
  void a_phrase_taken_out_of_the_narration_gives_way_to_a_sentence_of_it() {
    assertThat(body("Roald Amundsen", "Roald Amundsen led five men. They had dogs and skis."))
        .isInstanceOfSatisfying(
            Statement.class,
            s -> assertThat(s.headline()).isEqualTo("Roald Amundsen led five men"));
    assertThat(body("Two ships", "But two ships sailed north at dawn, and nobody saw them again."))
        .isInstanceOfSatisfying(
            Statement.class,
            s ->
                assertThat(s.headline())
                    .isEqualTo("Two ships sailed north at dawn, and nobody saw them again"));
    assertThat(body("Sleep", "Sleep matters."))
        .isInstanceOfSatisfying(Statement.class, s -> assertThat(s.headline()).isEqualTo("Sleep"));
  }

  @Test
  void a_short_heading_has_a_sentence_below_and_a_question_has_none() {
    var narration = "Cable ships carry the cable in round tanks.";
    assertThat(body("Laying it down", narration))
        .isEqualTo(
            new Statement("Laying it down", "", "Cable ships carry the cable in round tanks"));
    assertThat(body("Why not satellites?", narration))
        .isInstanceOfSatisfying(Statement.class, s -> assertThat(s.sub()).isEmpty());
  }

  @Test
  void a_close_under_a_question_shows_its_answer() {
    var close =
        new Scene(
            1,
            Role.CLOSE,
            "Why not satellites?",
            "Satellites serve ships and islands well. But one cable carries more data than whole"
                + " fleets of satellites, at a far lower price.",
            List.of());
    assertThat(CardChooser.choose(new Script("Cables", "en", "x", List.of(close)), 1))
        .isEqualTo(
            new Close(
                "One cable carries more data than whole fleets of satellites, at a far lower price",
                "Cables"));
  }

  @Test
  void a_close_without_a_heading_shows_its_last_sentence() {
    var close =
        new Scene(
            1,
            Role.CLOSE,
            "Second best",
            "It was twenty years ago. The second best time is before the next summer.",
            List.of());
    assertThat(CardChooser.choose(new Script("Trees", "en", "x", List.of(close)), 1))
        .isEqualTo(new Close("The second best time is before the next summer", "Trees"));
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
