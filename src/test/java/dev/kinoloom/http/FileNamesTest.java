package dev.kinoloom.http;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.StringLength;
import org.junit.jupiter.api.Test;

class FileNamesTest {
  @Test
  void words_become_a_name() {
    assertThat(FileNames.attachment("How trains stop: 7 facts!", "video-1", "mp4"))
        .isEqualTo(
            "attachment; filename=\"How-trains-stop-7-facts.mp4\";"
                + " filename*=UTF-8''How-trains-stop-7-facts.mp4");
  }

  @Test
  void other_writings_keep_their_name_where_it_can_be_said() {
    assertThat(FileNames.attachment("火车 Zürich", "video-1", "srt"))
        .isEqualTo(
            "attachment; filename=\"Zurich.srt\";"
                + " filename*=UTF-8''%E7%81%AB%E8%BD%A6-Z%C3%BCrich.srt");
    assertThat(FileNames.attachment("火车", "video-1", "srt")).contains("filename=\"video-1.srt\"");
  }

  @Test
  void a_name_of_nothing_is_the_fallback() {
    assertThat(FileNames.attachment("../../\"\\\r\n", "video-1", "mp4"))
        .isEqualTo("attachment; filename=\"video-1.mp4\"; filename*=UTF-8''video-1.mp4");
  }

  @Property
  void no_title_breaks_the_header(@ForAll @StringLength(max = 200) String title) {
    assertThat(FileNames.attachment(title, "video-1", "mp4"))
        .matches("attachment; filename=\"[A-Za-z0-9._-]+\"; filename\\*=UTF-8''[A-Za-z0-9%._~-]+");
  }
}
