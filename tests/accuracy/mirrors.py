"""What mirrors do to a text: Traditional script, readings in brackets. One character to one; enough for the fixtures."""

SIMPLIFIED = (
    "万与专业东个丰临为丽举义乐乡书于云产仅从们价众会体兰关内冈写农决况准凉减凤击划办务动区华单卫县发变号后听启吴员国图场壮处"
    "备复够孙宁宝实审对将尔尽属岗岚岭岳峡并广庆应废开张强归当录怀态总户执扫抚护报据数无旧时晋机权条来构标栏树样栾档检横汉没泽"
    "济浏游滦潍点环现琼瑶盐监码确称稳类纠约纳线组细织经结统绥继续维编缩缴网罚职肃节苍苏范获萨虚补规览计认议记许讼设访证评识诉"
    "询语请读负财责贤购贵费资赉赣转软载辉输辽迁过运还这进远连郸采铁镇长门问间闻阅阳阴陕页项顺题额饶馆鸡鹤黄齐龙"
)
TRADITIONAL = (
    "萬與專業東個豐臨為麗舉義樂鄉書於雲產僅從們價衆會體蘭關內岡寫農決況準涼減鳳擊劃辦務動區華單衛縣發變號後聽啟吳員國圖場壯處"
    "備復夠孫寧寶實審對將爾盡屬崗嵐嶺嶽峽並廣慶應廢開張強歸當錄懷態總戶執掃撫護報據數無舊時晉機權條來構標欄樹樣欒檔檢橫漢沒澤"
    "濟瀏遊灤濰點環現瓊瑤鹽監碼確稱穩類糾約納線組細織經結統綏繼續維編縮繳網罰職肅節蒼蘇範獲薩虛補規覽計認議記許訟設訪證評識訴"
    "詢語請讀負財責賢購貴費資賚贛轉軟載輝輸遼遷過運還這進遠連鄲採鐵鎮長門問間聞閱陽陰陝頁項順題額饒館雞鶴黃齊龍"
)
TABLE = str.maketrans(SIMPLIFIED, TRADITIONAL)
READINGS = {"統": "tǒng", "規": "guī", "據": "jù", "總": "zǒng", "報": "bào", "開": "kāi", "處": "chǔ", "現": "xiàn", "內": "nèi",
            "網": "wǎng", "監": "jiān", "應": "yìng", "發": "fā"}  # fmt: skip


def traditional(text):
    return text.translate(TABLE)


def glossed(text):
    """Every third character that has a reading gets it."""
    out, count = [], 0
    for character in text:
        out.append(character)
        if character in READINGS:
            count += 1
            if count % 3 == 0:
                out.append(f"({READINGS[character]})")
    return "".join(out)


TONELESS = {"政府": "zhengfu", "信息": "xinxi", "公开": "gongkai", "工作": "gongzuo", "年度": "niandu", "申请": "shenqing"}


def glossed_words(text, every=3):
    """Readings without tones behind every so many-th of some words."""
    for word, reading in TONELESS.items():
        parts = text.split(word)
        text = parts[0]
        for count, part in enumerate(parts[1:], 1):
            text += word + (f"({reading})" if count % every == 0 else "") + part
    return text
