package dev.kinoloom.provider.ffmpeg;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import dev.kinoloom.domain.Brief.Captions;
import dev.kinoloom.domain.FrameSize;
import dev.kinoloom.domain.Timeline;
import dev.kinoloom.provider.Composer.JoinOrder;
import dev.kinoloom.provider.Composer.SegmentOrder;
import dev.kinoloom.provider.Composer.Shot;
import dev.kinoloom.provider.Composer.SoundtrackOrder;
import dev.kinoloom.provider.Composer.VerifyOrder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class FFmpegComposerIT {
  private final Footage footage;

  FFmpegComposerIT(@TempDir Path scratch) {
    footage = new Footage(scratch);
  }

  @ParameterizedTest
  @CsvSource({"0, 1", "1, 7", "2, 61", "3, 200"})
  void a_segment_has_exactly_the_frames_that_were_planned(int index, int frames) {
    var shot = Footage.shot(footage.picture("p.png"), index, frames);
    Path segment = footage.segment(Footage.order(shot, Captions.NONE, List.of()));
    assertThat(footage.decoded(segment, "-f", "null", "-").frames()).isEqualTo(frames);
  }

  @Test
  void the_picture_moves_by_the_same_part_of_a_pixel_from_frame_to_frame() throws IOException {
    Path edge =
        footage.made(
            "edge.png",
            "-f",
            "lavfi",
            "-i",
            "color=0x404040:size=400x320:rate=1:duration=1,format=rgb24,drawbox=x=200:w=200:h=320:color=0xC0C0C0:t=fill",
            "-frames:v",
            "1");
    var picture = new Picture(Footage.shot(edge, 0, 60), Footage.SIZE, Footage.FPS);
    var words = new ArrayList<>(picture.opening(edge.toString()));
    words.addAll(List.of("-filter_complex", picture.graph("0:v", "out").replaceAll(";\n$", "")));
    words.addAll(List.of("-map", "[out]", "-frames:v", "60", "-pix_fmt", "gray", "-f", "rawvideo"));
    byte[] frames = Files.readAllBytes(footage.made("moved.gray", words.toArray(new String[0])));
    var way = Movement.of(Footage.SIZE, Footage.FPS, 0, 60);
    assertThat(way.position(59) - way.position(0)).isGreaterThan(3);
    for (int n = 1; n < 60; n++) {
      double moved = edgeOf(frames, 0) - edgeOf(frames, n);
      assertThat(moved).isCloseTo(way.position(n) - way.position(0), within(0.03));
    }
  }

  /** Where dark turns to bright, in parts of a pixel: the row's darkness summed up. */
  private static double edgeOf(byte[] frames, int n) {
    int width = Footage.SIZE.width();
    int start = n * width * Footage.SIZE.height() + 100 * width;
    double dark = 0;
    for (int x = 0; x < width; x++) {
      dark += 1 - ((frames[start + x] & 0xff) - 64) / 128.0;
    }
    return dark;
  }

  @Test
  void a_join_keeps_every_frame_in_step_and_every_byte_of_the_pictures() throws IOException {
    var samples = List.of(40_000L, 70_001L, 33_333L);
    var timeline = Timeline.of(Footage.FPS, samples);
    Path film = footage.film(timeline, samples);
    var times = presented(film);
    assertThat(times).hasSize(timeline.frames());
    for (int i = 0; i < times.size(); i++) {
      assertThat(times.get(i)).isCloseTo(i / 30.0, within(0.0005));
    }
    var found =
        Tools.done(
            footage.composer.verify(
                new VerifyOrder(film, timeline, Footage.SIZE, true, List.of()), footage.call));
    assertThat(found.frames()).isEqualTo(timeline.frames());
    assertThat(found.videoCodec()).isEqualTo("h264");
    assertThat(found.audioCodec()).isEqualTo("aac");
    assertThat(found.durationMillis()).isCloseTo(timeline.durationMillis(), within(67L));
    assertThat(found.loudnessLufs()).isCloseTo(-16.0, within(1.0));
    assertThat(moovComesFirst(film)).isTrue();
    assertThat(footage.leftovers()).filteredOn(name -> !name.matches(".*\\.(mp4|m4a)")).isEmpty();
  }

  private List<Double> presented(Path film) {
    String said = footage.decoded(film, "-vf", "showinfo", "-f", "null", "-").said();
    return Pattern.compile("\\bn: *\\d+ pts: *\\d+ pts_time:([0-9.]+)")
        .matcher(said)
        .results()
        .map(m -> Double.parseDouble(m.group(1)))
        .toList();
  }

  private static boolean moovComesFirst(Path film) throws IOException {
    var text = new String(Files.readAllBytes(film), java.nio.charset.StandardCharsets.ISO_8859_1);
    return text.indexOf("moov") > 0 && text.indexOf("moov") < text.indexOf("mdat");
  }

  @Test
  void sound_is_in_step_with_the_picture_in_the_last_scene_too() throws IOException {
    var samples = List.of(31_234L, 48_000L, 50_123L, 24_000L);
    var timeline = Timeline.of(Footage.FPS, samples);
    Path film = footage.film(timeline, samples);
    Path pcm = footage.made("film.pcm", "-i", film.toString(), "-ac", "1", "-f", "s16le");
    byte[] sound = Files.readAllBytes(pcm);
    for (int scene = 0; scene < samples.size(); scene++) {
      long planned = (long) timeline.slots().get(scene).firstFrame() * 1600 + Timeline.LEAD_SAMPLES;
      assertThat(firstLoud(sound, planned - 4_000)).isCloseTo(planned, within(480L));
    }
    assertThat(sound.length / 2)
        .isBetween((int) timeline.samples(), (int) timeline.samples() + 1_024);
  }

  private static long firstLoud(byte[] pcm, long from) {
    for (long i = from; i < pcm.length / 2; i++) {
      int at = (int) (2 * i);
      if (Math.abs((short) ((pcm[at] & 0xff) | (pcm[at + 1] << 8))) > 400) {
        return i;
      }
    }
    return -1;
  }

  @Test
  void music_lies_under_the_speech_and_is_softer_while_somebody_speaks() throws IOException {
    long second = 48_000;
    // spoken, then four seconds of nothing: the tail of the only scene
    Path half = footage.speech("half.wav", 4 * second);
    Path speech =
        footage.made(
            "speech.wav", "-i", half.toString(), "-af", "apad=pad_dur=4", "-c:a", "pcm_s16le");
    var timeline = Timeline.of(Footage.FPS, List.of(8 * second));
    Path music =
        footage.made(
            "music.mp3", "-f", "lavfi", "-i", "sine=frequency=3000:sample_rate=44100:duration=3");
    Path track =
        Tools.done(
            footage.composer.soundtrack(
                new SoundtrackOrder(timeline, List.of(speech), music), footage.call));
    double under = level(track, 1.5, 2, "highpass=f=2500,highpass=f=2500");
    double alone = level(track, 5.2, 0.7, "highpass=f=2500,highpass=f=2500");
    double voice = level(track, 1.5, 2, "lowpass=f=600");
    assertThat(alone - under).isBetween(5.0, 20.0);
    assertThat(voice - under).isGreaterThan(12);
    var whole =
        Loudness.read(footage.decoded(track, "-af", Loudness.FILTER, "-f", "null", "-").said());
    assertThat(whole.lufs()).isCloseTo(-16.0, within(1.0));
    assertThat(footage.decoded(track, "-f", "null", "-").micros() / 1e6)
        .isCloseTo(timeline.durationMillis() / 1e3, within(0.03));
  }

  private double level(Path track, double from, double length, String filter) {
    String said =
        footage
            .decoded(
                track,
                "-af",
                "atrim=%s:%s,%s,volumedetect".formatted(from, from + length, filter),
                "-f",
                "null",
                "-")
            .said();
    var mean = Pattern.compile("mean_volume: (\\S+) dB").matcher(said);
    assertThat(mean.find()).isTrue();
    return Double.parseDouble(mean.group(1));
  }

  @Test
  void a_silent_video_with_music_has_the_music_at_full_loudness() {
    var timeline = Timeline.of(Footage.FPS, List.of(200_000L));
    Path music = footage.made("music.wav", "-f", "lavfi", "-i", "sine=frequency=500:duration=1");
    Path track =
        Tools.done(
            footage.composer.soundtrack(
                new SoundtrackOrder(timeline, List.of(), music), footage.call));
    var loudness =
        Loudness.read(footage.decoded(track, "-af", Loudness.FILTER, "-f", "null", "-").said());
    assertThat(loudness.lufs()).isCloseTo(-16.0, within(1.0));
  }

  @Test
  void a_video_without_any_sound_has_no_sound_track() {
    var timeline = Timeline.of(Footage.FPS, List.of(20_000L));
    var shot = Footage.shot(footage.picture("p.png"), 0, timeline.frames());
    Path segment = footage.segment(Footage.order(shot, Captions.NONE, List.of()));
    Path film =
        Tools.done(
            footage.composer.join(
                new JoinOrder(List.of(segment), timeline, null, "", "en"), footage.call));
    var found =
        Tools.done(
            footage.composer.verify(
                new VerifyOrder(film, timeline, Footage.SIZE, false, List.of()), footage.call));
    assertThat(found.audioCodec()).isNull();
    assertThat(found.loudnessLufs()).isNull();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "Plain words here",
        "quote's \"here\" : 100 % \\ back\\Nslash {\\an8} %{eif\\:1} [0:v];",
        "مرحبا بالعالم كله",
        "שלום עולם, 123"
      })
  void captions_change_the_picture_where_they_are_and_only_there(String text) throws IOException {
    Path dark = footage.plain("dark.png", "0x203040");
    var shot = Footage.shot(dark, 0, 45);
    Path bare = footage.segment(Footage.order(shot, Captions.NONE, List.of()));
    byte[] without = footage.luma(bare, 20);
    var order = Footage.order(shot, Captions.WORDS, Footage.cues(text, 60_000));
    byte[] with = footage.luma(footage.segment(order), 20);
    assertThat(changed(without, with, 0, 110, 60)).isZero();
    assertThat(changed(without, with, 140, 256, 60)).isGreaterThan(100);
  }

  private static long changed(byte[] a, byte[] b, int fromRow, int toRow, int by) {
    int width = Footage.SIZE.width();
    return java.util.stream.IntStream.range(fromRow * width, toRow * width)
        .filter(i -> Math.abs((a[i] & 0xff) - (b[i] & 0xff)) > by)
        .count();
  }

  @Test
  void the_spoken_word_has_another_colour() throws IOException {
    var shot = Footage.shot(footage.plain("dark.png", "0x203040"), 0, 60);
    var cues = Footage.cues("first second", 60_000);
    Path segment = footage.segment(Footage.order(shot, Captions.WORDS, cues));
    assertThat(changed(footage.luma(segment, 8), footage.luma(segment, 38), 140, 256, 25))
        .isGreaterThan(20);
    Path lines = footage.segment(Footage.order(shot, Captions.LINES, cues));
    assertThat(changed(footage.luma(lines, 8), footage.luma(lines, 38), 140, 256, 25)).isZero();
  }

  @Test
  void a_cross_fade_begins_with_the_scene_before_and_ends_with_this_one() throws IOException {
    var white = Footage.shot(footage.plain("white.png", "white"), 0, 30);
    var black = Footage.shot(footage.plain("black.png", "black"), 1, 40);
    var order =
        new SegmentOrder(
            black, white, 12, false, Footage.SIZE, Footage.FPS, Captions.NONE, List.of());
    Path segment = footage.segment(order);
    assertThat(footage.decoded(segment, "-f", "null", "-").frames()).isEqualTo(40);
    assertThat(mean(footage.luma(segment, 0))).isGreaterThan(200);
    assertThat(mean(footage.luma(segment, 6))).isBetween(80.0, 180.0);
    assertThat(mean(footage.luma(segment, 13))).isLessThan(20);
  }

  private static double mean(byte[] luma) {
    double sum = 0;
    for (byte pixel : luma) {
      sum += pixel & 0xff;
    }
    return sum / luma.length;
  }

  @Test
  void the_last_scene_ends_in_black() throws IOException {
    var white = Footage.shot(footage.plain("white.png", "white"), 0, 40);
    Path segment =
        footage.segment(
            new SegmentOrder(
                white, null, 0, true, Footage.SIZE, Footage.FPS, Captions.NONE, List.of()));
    assertThat(mean(footage.luma(segment, 20))).isGreaterThan(200);
    assertThat(mean(footage.luma(segment, 39))).isLessThan(40);
  }

  @ParameterizedTest
  @CsvSource({"5, clip.mp4", "0.2, clip.mp4", "1, clip.webm"})
  void an_own_clip_covers_the_frame_for_as_long_as_the_scene_is(String seconds, String name) {
    Path clip =
        footage.made(
            name,
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=500x200:rate=25:duration=" + seconds,
            "-f",
            name.endsWith("webm") ? "webm" : "mp4");
    var shot = new Shot(clip, true, 500, 200, 0, 50);
    Path segment = footage.segment(Footage.order(shot, Captions.NONE, List.of()));
    var heard = footage.decoded(segment, "-f", "null", "-");
    assertThat(heard.frames()).isEqualTo(50);
    assertThat(Streams.read(heard.said()))
        .satisfies(s -> assertThat(s.width()).isEqualTo(320))
        .satisfies(s -> assertThat(s.height()).isEqualTo(256));
  }

  @ParameterizedTest
  @CsvSource({"1000, 20", "20, 900", "64, 64", "3000, 2000"})
  void an_own_picture_of_any_shape_covers_the_frame(int width, int height) throws IOException {
    Path picture =
        footage.made(
            "own.jpg",
            "-f",
            "lavfi",
            "-i",
            "color=white:size=%dx%d:rate=1:duration=1".formatted(width, height),
            "-frames:v",
            "1");
    var shot = new Shot(picture, false, width, height, 1, 20);
    Path segment = footage.segment(Footage.order(shot, Captions.NONE, List.of()));
    byte[] luma = footage.luma(segment, 10);
    assertThat(mean(luma)).isGreaterThan(245);
  }

  @ParameterizedTest
  @CsvSource({"1080, 1920, 1280, 720", "320, 256, 1280, 720"})
  void a_thumbnail_is_at_most_1280_wide_and_has_the_shape_of_the_video(
      int width, int height, int pictureWidth, int pictureHeight) throws IOException {
    Path picture =
        footage.made(
            "t.png",
            "-f",
            "lavfi",
            "-i",
            "testsrc2=size=%dx%d:rate=1:duration=1".formatted(pictureWidth, pictureHeight),
            "-frames:v",
            "1");
    var shot = new Shot(picture, false, pictureWidth, pictureHeight, 0, 30);
    Path thumbnail =
        Tools.done(footage.composer.thumbnail(shot, new FrameSize(width, height), footage.call));
    var image = ImageIO.read(thumbnail.toFile());
    assertThat(image.getWidth()).isEqualTo(Math.min(1280, width));
    assertThat(image.getHeight() / (double) image.getWidth())
        .isCloseTo(height / (double) width, within(0.01));
  }

  @Test
  void the_same_order_gives_the_same_bytes() throws IOException {
    var shot = Footage.shot(footage.picture("p.png"), 0, 20);
    var order = Footage.order(shot, Captions.WORDS, Footage.cues("Twice the same", 20_000));
    assertThat(footage.segment(order)).hasSameBinaryContentAs(footage.segment(order));
  }

  @Test
  void a_title_cannot_add_to_what_is_known_of_the_file() {
    var timeline = Timeline.of(Footage.FPS, List.of(8_000L));
    var shot = Footage.shot(footage.picture("p.png"), 0, timeline.frames());
    Path segment = footage.segment(Footage.order(shot, Captions.NONE, List.of()));
    String title = "a=b;c\\ # \"d\"\ncomment=evil\n[CHAPTER]";
    Path film =
        Tools.done(
            footage.composer.join(
                new JoinOrder(List.of(segment), timeline, null, title, "en"), footage.call));
    String said = footage.decoded(film, "-f", "null", "-").said();
    assertThat(said).contains("title           : a=b;c\\ # \"d\" comment=evil [CHAPTER]");
    assertThat(said).doesNotContain("    comment ");
  }
}
