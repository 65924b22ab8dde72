package dev.kinoloom.domain.text;

import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;

/** The small words of a language: they hold a sentence together and say little by themselves. */
public final class StopWords {
  private static final Set<String> ENGLISH =
      words(
          """
          a about above across after again against all almost along already also although always am
          among an and another any anyone anything are around as at away back be became because
          become becomes been before behind being below beneath best better between beyond both but
          by came can cannot come comes could did do does doing don't done down during each either
          else enough even ever every everyone everything far few first for four from further get
          gets give given go goes going gone got had half has have having he her here hers herself
          him himself his how however i if in indeed inside instead into is isn't it its itself just
          keep kept know known last later least less let like likely little long made make makes
          making many may me might mine more most mostly much must my myself near nearly need needs
          neither never next no nobody none nor not nothing now of off often on once one only onto
          or other others our ours out outside over own per perhaps put quite rather really said
          same say says see seem seems seen several shall she should since so some someone something
          sometimes soon still such take taken takes than that the their theirs them themselves then
          there therefore these they thing things this those though three through throughout thus
          till to together too took toward towards two under until up upon us use used uses using
          usually very via was way ways we well went were what whatever when where whereas whether
          which while who whole whom whose why will with within without would yet you your yours
          """);
  private static final Set<String> GERMAN =
      words(
          """
          aber alle allem allen aller alles als also am an andere anderen anderer anderes auch auf
          aus bei beim bereits bis bin bist da dabei dadurch dafür dagegen daher damit danach dann
          daran darauf daraus darin darüber das dass davon davor dazu dein dem den denn der deren
          des dessen dich die dies diese diesem diesen dieser dieses dir doch dort du durch eher ein
          eine einem einen einer eines einige einmal er erst es etwa etwas euch euer fast für gab
          ganz gegen gibt habe haben hat hatte hatten hier hin hinter ich ihm ihn ihnen ihr ihre
          ihrem ihren ihrer im immer in indem ins ist ja jede jedem jeden jeder jedes jedoch jene
          jetzt kann kein keine keinen keiner können könnte konnte konnten machen macht man manche
          mehr mein meist mich mir mit muss müssen musste nach nicht nichts noch nun nur ob oder
          oft ohne schon sehr sei sein seine seinem seinen seiner seit sich sie sind so sogar
          solche soll sollen sollte sondern sonst soweit sowie über um und uns unser unter viel
          viele vom von vor während war waren warum was weil weiter welche welcher wenn wer werde
          werden wie wieder will wir wird wo worden wurde wurden würde würden zu zum zur zwar
          zwischen
          """);
  private static final Set<String> FRENCH =
      words(
          """
          à afin ai ainsi alors après assez au aucun aucune aujourd'hui aussi autre autres aux avaient
          avait avant avec avoir beaucoup bien c ça car ce ceci cela celle celles celui cependant ces
          cet cette ceux chaque chez comme comment d dans de déjà depuis des deux dès donc dont du
          elle elles en encore enfin entre es est et étaient était été être eu eux fait faire fois
          font furent fut grâce ici il ils j jamais je jusqu l la là le les leur leurs lorsque lui m
          ma mais me même mêmes mes moi moins mon n ne ni nos notre nous on ont or ou où par parce
          parfois pas pendant peu peut peuvent plus plusieurs plutôt pour pourquoi près presque puis
          qu quand que quel quelle quelles quelques quels qui quoi s sa sans se selon sera seront
          ses si soit son sont sous souvent sur t ta tandis te tel telle tels tes toi ton toujours
          tous tout toute toutes très trop tu un une vers voici voilà vos votre vous y
          """);
  private static final Set<String> SPANISH =
      words(
          """
          a además ahí ahora al algo alguna algunas alguno algunos allí ambos ante antes apenas aquel
          aquella aquellas aquellos aquí así aun aún aunque bajo bastante bien cada casi como cómo
          con contra cual cuál cuales cuando cuándo cuanto de del desde después donde dónde dos
          durante e el él ella ellas ello ellos en entonces entre era eran eres es esa esas ese eso
          esos esta está estaba están estar estas este esto estos fue fueron gran ha había habían
          hace hacia han hasta hay incluso la las le les lo los luego más me mediante mi mientras
          mis misma mismo mismos mucha muchas mucho muchos muy nada ni no nos nosotros nuestra
          nuestro nunca o os otra otras otro otros para pero poco por porque pues puede pueden que
          qué quien quién se según ser será si sí sido siempre sin sino sobre solo sólo son su sus
          tal también tampoco tan tanto te tener tenía ti tiene tienen toda todas todavía todo todos
          tras tu tú un una unas uno unos usted va van varias varios veces vez y ya yo
          """);
  private static final Map<String, Set<String>> BY_LANGUAGE =
      Map.of("en", ENGLISH, "de", GERMAN, "fr", FRENCH, "es", SPANISH);

  private StopWords() {}

  /** Those of a language (BCP 47), lower case; empty for languages that have no list here. */
  public static Set<String> of(String language) {
    return BY_LANGUAGE.getOrDefault(primary(language), Set.of());
  }

  /** The languages that have a list here, as BCP 47 primary tags. */
  public static Set<String> languages() {
    return BY_LANGUAGE.keySet();
  }

  /** {@code de} of {@code de-AT}. */
  public static String primary(String language) {
    int end = 0;
    while (end < language.length() && "-_".indexOf(language.charAt(end)) < 0) {
      end++;
    }
    return language.substring(0, end).toLowerCase(Locale.ROOT);
  }

  private static Set<String> words(String list) {
    return Set.copyOf(List.of(list.strip().split("\\s+")));
  }
}
