package dev.kinoloom.domain;

/**
 * What is expected to take about as long as another: the same stage, provider and model, and a size
 * of the same class.
 *
 * @param stage name of the stage; {@value #WHOLE_JOB} = a job from its start to its end
 * @param provider who does it; empty = it makes no difference
 * @param model of the provider, or another word that makes a difference; may be empty
 * @param size half octaves of whatever the stage counts in, 0 to {@value #LARGEST}: two apart is
 *     twice as much
 */
public record Likeness(String stage, String provider, String model, int size) {
  public static final String WHOLE_JOB = "job";
  static final int LARGEST = 80;
  private static final int LONGEST = 100;
  private static final double MILLION = 1e6;

  public Likeness {
    stage = cut(stage);
    provider = cut(provider);
    model = cut(model);
    size = Math.max(0, Math.min(LARGEST, size));
  }

  /** {@code amount}: how much there is to do, in any unit that the stage keeps to; ≥ 0. */
  public static Likeness of(String stage, String provider, String model, double amount) {
    return new Likeness(stage, provider, model, sizeOf(amount));
  }

  /** Of a whole job: by the pixels that its film will have, and by who speaks. */
  public static Likeness ofJob(Brief brief) {
    double pixels = (double) brief.size().width() * brief.size().height();
    var voice = brief.voice();
    int slash = voice.indexOf('/');
    return of(
        WHOLE_JOB,
        slash < 0 ? voice : voice.substring(0, slash),
        "",
        brief.seconds() * brief.fps() * pixels / MILLION);
  }

  /** The same of another size. */
  public Likeness sized(int another) {
    return new Likeness(stage, provider, model, another);
  }

  private static int sizeOf(double amount) {
    return amount > 1 ? (int) Math.min(LARGEST, Math.round(2 * Math.log(amount) / Math.log(2))) : 0;
  }

  private static String cut(String text) {
    return text.length() > LONGEST ? text.substring(0, LONGEST) : text;
  }
}
