package dev.kinoloom.bench;

import com.sun.speech.freetts.VoiceManager;
import com.sun.speech.freetts.audio.SingleFileAudioPlayer;
import java.awt.Color;
import java.awt.Font;
import java.awt.GradientPaint;
import java.awt.RenderingHints;
import java.awt.geom.Ellipse2D;
import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Random;
import javax.imageio.ImageIO;
import javax.sound.sampled.AudioFileFormat;

/**
 * Six pictures and six narrations for benchmarks, {@code img1.png} to {@code v6.wav}: what is there
 * already is used, so that peers can be given the same.
 */
final class BenchMedia {
  static final int SCENES = 6;
  private static final int WIDTH = 2208;
  private static final int HEIGHT = 1242;

  static final List<String> TEXTS =
      List.of(
          "The water cycle never stops. Sunlight warms the sea, and water rises as vapour into the"
              + " sky, where it cools, gathers in clouds, and falls again as rain.",
          "Ninety seven percent of all water on earth is salt water. Of the little that is fresh,"
              + " two thirds are frozen in glaciers and in the ice caps of the poles.",
          "Every day about one thousand cubic kilometres of water evaporate from the oceans. That is"
              + " enough to fill a cube ten kilometres wide, ten long and ten high.",
          "High above the ground the air is cold. The vapour turns back into tiny drops, each around"
              + " a grain of dust, and billions of them together make one cloud.",
          "When the drops grow too heavy, they fall: as rain, as snow, or as hail. A single"
              + " thunderstorm can drop half a million tonnes of water within an hour.",
          "Some of it sinks into the ground and feeds springs and wells for centuries. The rest runs"
              + " down to the sea, and there the whole journey begins once again.");

  private static final List<String> HEADINGS =
      List.of(
          "The water cycle",
          "97 % is salt water",
          "Evaporation",
          "Condensation",
          "Precipitation",
          "Back to the sea");

  private final Path directory;

  BenchMedia(Path directory) throws IOException {
    this.directory = Files.createDirectories(directory);
  }

  /** {@code scene} from 0. */
  Path picture(int scene) throws IOException {
    Path file = directory.resolve("img%d.png".formatted(scene + 1));
    if (!Files.exists(file)) {
      ImageIO.write(drawn(scene), "png", file.toFile());
    }
    return file;
  }

  /** {@code scene} from 0. */
  Path speech(int scene) {
    Path file = directory.resolve("v%d.wav".formatted(scene + 1));
    if (!Files.exists(file)) {
      System.setProperty(
          "freetts.voices", "com.sun.speech.freetts.en.us.cmu_us_kal.KevinVoiceDirectory");
      var voice = VoiceManager.getInstance().getVoice("kevin16");
      voice.allocate();
      var name = file.toString();
      var player =
          new SingleFileAudioPlayer(
              name.substring(0, name.length() - ".wav".length()), AudioFileFormat.Type.WAVE);
      voice.setAudioPlayer(player);
      voice.speak(TEXTS.get(scene));
      player.close();
      voice.deallocate();
    }
    return file;
  }

  private static BufferedImage drawn(int scene) {
    var image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
    var g = image.createGraphics();
    g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
    g.setRenderingHint(
        RenderingHints.KEY_TEXT_ANTIALIASING, RenderingHints.VALUE_TEXT_ANTIALIAS_ON);
    float hue = scene / (float) SCENES;
    g.setPaint(
        new GradientPaint(
            0,
            0,
            Color.getHSBColor(hue, 0.6f, 0.35f),
            WIDTH,
            HEIGHT,
            Color.getHSBColor(hue + 0.1f, 0.7f, 0.6f)));
    g.fillRect(0, 0, WIDTH, HEIGHT);
    var chance = new Random(scene);
    for (int i = 0; i < 40; i++) {
      g.setColor(new Color(255, 255, 255, 20 + chance.nextInt(30)));
      int across = 30 + chance.nextInt(300);
      g.fill(new Ellipse2D.Double(chance.nextInt(WIDTH), chance.nextInt(HEIGHT), across, across));
    }
    g.setColor(Color.WHITE);
    g.setFont(new Font(Font.SANS_SERIF, Font.BOLD, 130));
    g.drawString(HEADINGS.get(scene), 300, 450);
    g.setFont(new Font(Font.SANS_SERIF, Font.PLAIN, 60));
    g.drawString("Sunlight warms the sea, and water rises", 300, 600);
    g.drawString("as vapour into the sky above it.", 300, 690);
    g.dispose();
    return image;
  }
}
