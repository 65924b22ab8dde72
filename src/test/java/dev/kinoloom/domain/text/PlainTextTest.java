package dev.kinoloom.domain.text;

import static java.time.Duration.ofSeconds;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.text.Normalizer;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class PlainTextTest {
  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "Some **bold**, *slanted* and __both__ words | Some bold, slanted and both words",
        "A [link](https://example.org/a_(b)) and ![picture](p.png) here | A link and here",
        "`code` and ~~old~~ [^1] [text][ref] | code and old text",
        "2 * 3 * 4 = 24 and snake_case_name | 2 * 3 * 4 = 24 and snake_case_name",
        "a < b & c > d | a < b & c > d",
        "a &lt; b &amp; c &#8212; d &eacute; | a < b & c — d é",
        "<p>Hello <b>world</b></p> | Hello world",
        "#include <stdio.h> | #include <stdio.h>",
        "100% of $5, C:\\temp\\new: 'a' \"b\" | 100% of $5, C:\\temp\\new: 'a' \"b\"",
        "\\*not slanted\\* | *not slanted*",
        "$(rm -rf /); `id` && drawtext=text='x':y=1 | $(rm -rf /); id && drawtext=text='x':y=1",
        "Launch 🚀 now 👩🏽‍🚀! | Launch now !",
      })
  void signs_of_markup_go_and_words_stay(String given, String plain) {
    assertThat(PlainText.of(given, false)).isEqualTo(plain);
  }

  @Test
  void headings_and_lists_stay_to_be_seen() {
    var given =
        """
        ---
        title: "Ports"
        date: 2024
        ---
        Harbours
        --------

        Three things matter:
        * depth
        2) cranes
        + roads
          and rails

        ***
        > quoted

        | a | b |
        |---|---|

        ```java
        int x;
        ```
        ### End ###
        """;
    assertThat(PlainText.of(given, false))
        .isEqualTo(
            """
            # Ports

            ## Harbours

            Three things matter:
            - depth
            - cranes
            - roads
            and rails

            quoted

            ### End""");
  }

  @Test
  void html_has_the_same_form() {
    var given =
        "<html><head><title>Ports</title><style>p{}</style></head><body><script>x<y</script>"
            + "<h2 class='a'>Depth</h2><p>It is <em>deep</em>.<br/>Yes.</p>"
            + "<ul><li>one</li><li>two</li></ul><!-- no --></body></html>";
    assertThat(PlainText.of(given, false))
        .isEqualTo("# Ports\n\n## Depth\n\nIt is deep.\nYes.\n\n- one\n- two");
  }

  @Test
  void a_script_keeps_its_numbers_and_code() {
    assertThat(PlainText.of("1. One\n```\nTwo\n```", true)).isEqualTo("1. One\n\nTwo");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "a\u0000b",
        "a\u0007b",
        "a\u202eb",
        "a\u200bb",
        "a\ufeffb",
        "a\u00adb",
        "a\ue000b"
      })
  void what_is_not_written_goes(String text) {
    assertThat(PlainText.of(text, false)).isEqualTo("ab");
  }

  @Test
  void heaps_of_marks_are_cut_and_joiners_stay_in_words() {
    assertThat(PlainText.of("z" + "\u0327\u0310".repeat(50), false).length())
        .isLessThanOrEqualTo(5);
    assertThat(PlainText.of("می\u200cخواهم", false)).isEqualTo("می\u200cخواهم");
  }

  @Test
  void blocks_are_headings_paragraphs_and_lists() {
    assertThat(Blocks.ofArticle("Ports\n\nThey are\ndeep.\n\n- a\n- b\nc\n\n海水\n涨落"))
        .isEqualTo(
            List.of(
                new Block.Heading(1, "Ports"),
                new Block.Paragraph("They are deep."),
                new Block.Listing(List.of("a", "b c")),
                new Block.Paragraph("海水涨落")));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"<script", "**a ", "[a](", "<a ", "![", "&#", "_a ", "(", "`", "# ", "- ", "<!--"})
  void no_text_takes_long(String piece) {
    var text = piece.repeat(300_000 / piece.length());
    assertTimeoutPreemptively(ofSeconds(20), () -> PlainText.of(text, false));
  }

  @Property
  void plain_text_is_composed_and_has_no_controls(@ForAll String any) {
    var plain = PlainText.of(any, false);
    assertThat(Normalizer.isNormalized(plain, Normalizer.Form.NFC)).isTrue();
    assertThat(plain.chars().filter(c -> c < ' ' && c != '\n')).isEmpty();
    assertThat(plain).doesNotContain("\n\n\n");
  }
}
