"""Texas Essential Knowledge and Skills (and other standards) in Ed-Fi's interchange XML.

Source: Ed-Fi Data Standard 5.2, Interchange-Standards, LearningStandard.
"""
