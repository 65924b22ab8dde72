package dev.kinoloom.provider.offline;

/** The tides, told in several languages. */
final class Texts {
  private Texts() {}

  static String in(String language) {
    return switch (language) {
      case "de" ->
          "Das Meer steigt und fällt an den meisten Küsten zweimal am Tag. Der Mond zieht das Wasser auf"
              + " der nahen Seite stärker an als die Erde. Dadurch entsteht dort ein Flutberg. Auf der fernen"
              + " Seite bildet sich ein zweiter Flutberg. Die Erde dreht sich in 24 Stunden einmal unter beiden"
              + " Bergen hindurch. Am 3. Oktober war der Unterschied z. B. in Hamburg 3,5 Meter groß. Die Sonne"
              + " wirkt ebenfalls, aber nur etwa halb so stark.";
      case "fr" ->
          "La mer monte et descend deux fois par jour sur la plupart des côtes. La Lune attire l'eau du côté"
              + " proche plus fortement que la Terre. Un bourrelet d'eau se forme alors sous la Lune. Un second"
              + " bourrelet se forme de l'autre côté. La Terre tourne sous les deux bourrelets en 24 heures. Dans"
              + " la baie du Mont-Saint-Michel, la mer monte de 14 mètres. Le Soleil agit aussi, mais deux fois"
              + " moins fort.";
      case "es" ->
          "El mar sube y baja dos veces al día en la mayoría de las costas. La Luna atrae el agua del lado"
              + " cercano con más fuerza que la Tierra. Por eso se forma allí un abultamiento. En el lado lejano"
              + " se forma un segundo abultamiento. La Tierra gira bajo ambos en 24 horas. En la bahía de Fundy"
              + " la diferencia llega a 16 metros. El Sol también influye, aunque con la mitad de fuerza.";
      case "zh" ->
          "大多数海岸的海水每天涨落两次。月球对近侧海水的引力比对地球的引力更强。因此那里形成一个隆起。"
              + "地球远侧也会形成第二个隆起。地球每24小时在两个隆起之下转动一圈。芬迪湾的潮差可以达到16米。"
              + "太阳也有影响，但只有月球的一半左右。";
      case "ja" ->
          "多くの海岸では海面が一日に二回上下します。月は近い側の海水を地球よりも強く引きます。"
              + "そのため、そこに海水のふくらみができます。反対側にも二つ目のふくらみができます。"
              + "地球は24時間で一回転し、二つのふくらみの下を通ります。ファンディ湾では差が16メートルになります。";
      case "ar" ->
          "يرتفع البحر وينخفض مرتين في اليوم على معظم السواحل. يجذب القمر الماء في الجانب القريب بقوة أكبر من"
              + " جذبه للأرض. يتكون هناك انتفاخ من الماء. يتكون انتفاخ ثان في الجانب البعيد. تدور الأرض تحت"
              + " الانتفاخين مرة كل 24 ساعة. يصل الفرق في خليج فندي إلى 16 مترا. تؤثر الشمس أيضا ولكن بنصف القوة.";
      case "hi" ->
          "अधिकांश तटों पर समुद्र दिन में दो बार उठता और गिरता है। चंद्रमा पास के पानी को पृथ्वी से अधिक खींचता है।"
              + " वहाँ पानी का एक उभार बनता है। दूर की ओर दूसरा उभार बनता है। पृथ्वी 24 घंटे में एक बार घूमती है।"
              + " फंडी की खाड़ी में अंतर 16 मीटर तक पहुँचता है।";
      default -> throw new IllegalArgumentException(language);
    };
  }
}
