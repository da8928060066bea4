"""Languages as Akoma Ntoso names them: a version by three letters, words by a tag of XML."""

import re

UNDETERMINED = "und"
_TABLE = """
aaaar ababk aeave afafr akaka amamh anarg arara asasm avava ayaym azaze babak bebel bgbul
bhbih bibis bmbam bnben bobod brbre bsbos cacat ceche chcha cocos crcre csces cuchu cvchv
cycym dadan dedeu dvdiv dzdzo eeewe elell eneng eoepo esspa etest eueus fafas ffful fifin
fjfij fofao frfra fyfry gagle gdgla glglg gngrn guguj gvglv hahau heheb hihin hohmo hrhrv
hthat huhun hyhye hzher iaina idind ieile igibo iiiii ikipk ioido isisl itita iuiku jajpn
jvjav kakat kgkon kikik kjkua kkkaz klkal kmkhm knkan kokor krkau kskas kukur kvkom kwcor
kykir lalat lbltz lglug lilim lnlin lolao ltlit lulub lvlav mgmlg mhmah mimri mkmkd mlmal
mnmon mrmar msmsa mtmlt mymya nanau nbnob ndnde nenep ngndo nlnld nnnno nonor nrnbl nvnav
nynya ococi ojoji omorm orori ososs papan pipli plpol pspus ptpor quque rmroh rnrun roron
rurus rwkin sasan scsrd sdsnd sesme sgsag sisin skslk slslv smsmo snsna sosom sqsqi srsrp
ssssw stsot susun svswe swswa tatam tetel tgtgk ththa titir tktuk tltgl tntsn toton trtur
tstso tttat twtwi tytah uguig ukukr ururd uzuzb veven vivie vovol wawln wowol xhxho yiyid
yoyor zazha zhzho zuzul
"""  # ISO 639-1, and behind each code its twin of ISO 639-2/T
_THREE: dict[str, str] = dict(re.findall(r"\b(..)(...)\b", _TABLE))


def three_letters(language: str) -> str:
    """Return the code of ISO 639-2 for a language, whatever script or region follows it."""
    code = re.split("[-_]", language.lower(), maxsplit=1)[0]
    return _THREE.get(code, code if re.fullmatch("[a-z]{3}", code) else UNDETERMINED)


def tag(language: str) -> str:
    """Return the code of a language as XML has it; "" for what is none."""
    code = language.replace("_", "-")
    return code if re.fullmatch("[A-Za-z]{1,8}(-[A-Za-z0-9]{1,8})*", code) else ""
